// @ts-check
import {
  arches,
  bars,
  blades,
  bolt,
  fan,
  grid,
  ladder,
  lines,
  overlap,
  rings,
  scallops,
  spiral,
} from './abstract.js';
import { beam, eye, flower, heart, house } from './figures.js';
import { city, forest, moons, orbit, peaks, planet, road, sun, tide } from './scenes.js';

/**
 * One kind of picture: shapes on the 300 × 450 ground, of which the lower third will lie under the title.
 *
 * @typedef {(dice: import('./dice.js').Dice, palette: import('./palettes.js').Palette) => string} Motif
 */

/** @type {readonly Motif[]} */
const ALL = [
  tide,
  rings,
  peaks,
  bars,
  sun,
  city,
  eye,
  spiral,
  planet,
  road,
  blades,
  overlap,
  arches,
  grid,
  forest,
  moons,
  orbit,
  flower,
  beam,
  bolt,
  scallops,
  fan,
  ladder,
  lines,
  house,
];

/** @type {Readonly<Record<string, readonly Motif[]>>} */
const SUITING = {
  Action: [blades, bolt, bars, city, fan, road, lines],
  Adventure: [peaks, sun, tide, forest, road, planet],
  Animated: [flower, grid, scallops, arches, planet, sun, fan],
  Biography: [rings, arches, overlap, fan, beam, lines],
  Comedy: [grid, scallops, overlap, arches, fan, flower, sun, lines, bars],
  Crime: [city, bars, blades, beam, ladder, eye],
  Dance: [flower, fan, spiral, beam, overlap],
  Disaster: [tide, bolt, city, spiral, fan, peaks],
  Documentary: [lines, rings, bars, overlap, grid, fan],
  Drama: [tide, rings, bars, peaks, overlap, arches, moons, lines, house, ladder],
  Erotic: [overlap, moons, flower, tide, lines],
  Family: [flower, house, sun, arches, scallops, grid],
  Fantasy: [moons, forest, peaks, flower, orbit, planet, arches],
  'Found Footage': [eye, forest, house, beam],
  Historical: [arches, fan, sun, lines, ladder, rings],
  Horror: [eye, house, forest, spiral, moons, bars, beam],
  Legal: [bars, ladder, blades, arches],
  'Martial Arts': [sun, scallops, blades, peaks, fan],
  Musical: [beam, fan, bars, rings, flower, spiral, scallops],
  Mystery: [eye, moons, spiral, ladder, house, beam, forest],
  Noir: [city, beam, blades, ladder, moons],
  Performance: [beam, fan, bars],
  Political: [bars, fan, blades, rings],
  Romance: [heart, overlap, flower, tide, moons, sun, heart],
  'Science Fiction': [planet, orbit, rings, eye, spiral, grid, lines],
  Slasher: [blades, eye, house, bars, forest],
  Sport: [lines, rings, fan, blades],
  Sports: [lines, rings, fan, blades, arches, bolt],
  Spy: [rings, blades, eye, city, beam],
  Superhero: [bolt, fan, blades, city, rings],
  Supernatural: [moons, house, spiral, eye, forest],
  Suspense: [spiral, eye, ladder, blades],
  Teen: [grid, scallops, bolt, heart, flower],
  Thriller: [spiral, eye, blades, ladder, city, bars, lines],
  War: [sun, blades, bars, fan, peaks, ladder],
  Western: [road, sun, peaks, road],
};

/**
 * The motifs a genre chooses from; films of unknown genre choose from all.
 *
 * @param {string | undefined} genre
 */
export function motifsOf(genre) {
  return (genre !== undefined && Object.hasOwn(SUITING, genre) && SUITING[genre]) || ALL;
}
