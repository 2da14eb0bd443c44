// @ts-check

/**
 * The colours of one poster.
 *
 * `deep` is dark in every palette: the title stands on it in white.
 *
 * @typedef {object} Palette
 * @property {string} ground
 * @property {string} deep
 * @property {string} a main accent
 * @property {string} b second accent
 * @property {string} c between ground and accents
 * @property {string} light palest
 */

/** Six hex colours each: ground, deep, a, b, c, light. */
const FAMILIES = {
  drama: [
    '12263f 0a1526 f2a65a c8502f 2f5d7e fbe3c0',
    '2c2d42 16172a e0243f 868da3 4b4e6d f4e9e1',
    '3b2340 1f1024 f08a7b b5557a 69407a fde0cf',
    '0f3d3e 072021 d9a441 6f9a6f 24615f f3e9c6',
    '5a2a27 2a100f f0b67f d1603d 8a4b42 fbe8d0',
  ],
  comedy: [
    'f6b93b 4a1c08 e4572e 159a9c f7d794 fff6dd',
    '1fa2a6 04363a ffd166 ef6f6c 0d7377 fff1d0',
    'f2765a 4a1222 ffd56b 2b59c3 f9a58c fff2e2',
    '3c6df0 0c1c55 ffd23f ff6b6b 6c91f7 fff7e0',
    'f39ab5 4d1236 fff07c 3066be f6c3d3 fff6f0',
  ],
  horror: [
    '141014 070507 d7263d 6b1220 33202a efe3d3',
    '10201b 060e0c 9bc53d c3423f 1f4037 e8f0d8',
    '2a0a12 120307 f25c54 8d0801 4d1522 f7ede2',
    '1c1626 0b0812 e85d75 5f4b8b 352c4a e6e1f0',
  ],
  slasher: ['190b0d 0a0405 ff2e3f 8f0f1c 3d161b f8f1e9', '1b2027 0a0d11 e01e37 6c757d 343b45 f1f3f5'],
  supernatural: ['23164a 0f0826 7ae7c7 a06cd5 43318a e9f7ef', '0e2a3a 05141d b8f2e6 5e9ea0 1f4f63 f5f9e9'],
  romance: [
    'c9305f 3d0820 ffc2d1 ff7a8a e0527a fff0f3',
    'f28f9c 52122b fff0d4 c2255c f7b5b5 fff6ee',
    '5b1e5e 270a2c ff9eb5 f25f8b 86397f ffe5ec',
    'e8735a 45121a ffd9c0 9c2a4f f09b82 fff3e8',
  ],
  erotic: ['4a0d2b 200411 ff6f91 c9184a 75163f ffd9e0', '240b1c 10040c f08080 8d2f5b 4c1a3a fbe0dc'],
  western: [
    'e39b4b 40180a 9c3d1c f6d59a c66a2c fdf0d2',
    '7fb7b4 36190c c2562d e9b872 a9d0c6 fbf0d9',
    '8c2f1b 330d07 f2a541 d9622b b0482a fbe3b4',
    '3a2b4d 1a1024 f08a4b c8553d 6a4365 fde0b8',
  ],
  scifi: [
    '0b1437 050920 27e1e6 ff3cac 2b3a8c e6f7ff',
    '033047 01182a 1e8fa8 ffb81c 0f5e78 d9f3f4',
    '1d0f4d 0c0526 7b61ff 4cc9f0 3d2a94 f4ebff',
    '101a1f 060b0e 52f2a8 2f8f83 1e3a40 e6fff5',
    '31106b 150433 ff7a3d f72585 5a2ba0 ffe8d6',
  ],
  superhero: [
    '1b4fd8 081a52 ffd60a ef233c 3f73f0 f6f8ff',
    'd81e2c 400509 ffd166 1d3fbb ef5a5a fff5e6',
    '2a1463 110530 35e0a1 ff4f9a 4b2ca3 f3edff',
  ],
  fantasy: [
    '32217a 140a38 f6c453 5fd3bc 5b43b0 fdf3d6',
    '0e4d4a 052423 f0c96b b388eb 1f7a70 f6f4dc',
    '6b2d8c 2a0c3b ff9ecd ffd36e 9450b5 fdeefa',
  ],
  action: [
    '17181c 0a0a0d ff6b1a e63022 3a3d46 fdeedd',
    'e8481c 3a0c04 ffc933 1d1d22 f0753f fff1dc',
    '0f2c3f 06141e ff8a1f 3fa7c4 1f506d fdf0dc',
    '7d1128 31050e ffb627 f25c2a a5293b fdeccb',
  ],
  adventure: [
    '14532d 06240f f4c95d e07a3f 2f7d4f fbf2d5',
    '0c6e8c 03303f f7d070 f08a4b 2b97b0 fdf6dc',
    'd98a3d 3d1a07 1f5f5b f7e0a3 b8632c fff5da',
  ],
  crime: [
    '23262d 0e1013 e63946 9aa2ad 3d424d f1f1ec',
    'e0b12f 2a1f04 1f1f1f b3311f c58f1e fdf3cf',
    '2d1e2f 130a14 f4a259 bc4b51 4d3550 f7ead7',
  ],
  noir: ['1a1b1e 0a0a0c e9e6df 7d8087 36383e fffdf5', '22252b 0c0d10 f2c14e 8a8d93 3c4149 f7f3e8'],
  mystery: [
    '1f2a5a 0b1029 e9c46a 7d8ee0 38478a f5efd8',
    '1d3b40 0a1a1d f2b880 5fa8a0 2f5e63 f5eee0',
    '34224f 160c25 e8b04a 9a6fd0 553b7c f7ebd2',
  ],
  thriller: [
    '12343b 06181b e8f046 2d8a8a 1f525b f7f9d8',
    '1e1e2e 0b0b14 ff4d4d 6b7fd7 39395a f0f0f7',
    '3a1f1f 190b0b ff8552 c7b198 5f3533 fbeee0',
    '0f2f57 051328 f25f4c 7fb0e6 1e4f86 eef5fc',
  ],
  war: [
    '4a4f2c 1c1f0e e0c07a b3532b 6b7240 f2e9cf',
    '2f3640 12151a d9a05b 8a9a5b 4a5563 f0e8d8',
    '6b4a2b 281809 e8c48a 3f4a3a 8a653f f6ead0',
  ],
  history: [
    '5c1a2b 260811 e3b45c b8604d 853445 f8ead0',
    '28384f 0f1723 d8b26a a8574a 44597a f4ead6',
    'b98b4e 33200b 5c2b1c f3ddb0 9c6c33 fbf1da',
    '2f4a3c 10201a d9b36c c9744f 4b7360 f4edd8',
  ],
  documentary: [
    'd9d2c0 24211b d1432b 2a4d69 b9b09a fbf8ef',
    '2f5d8a 0d2138 f3f0e6 f2a03d 5685b3 fffdf4',
    '3f6b4f 12261a f2e8c9 e2783f 6a9577 fbf6e3',
    'e9c54d 332608 1f3b57 d1492e d6a92e fff7da',
  ],
  music: [
    'b5179e 3a0436 ffd23f 4cc9f0 d64cbd fff0fb',
    '3a0ca3 160445 f72585 ffb703 5f35c9 fdeaff',
    'f25c05 3f1002 ffe066 a4133c f8863f fff3d9',
    '0a4d68 032231 ff7bac f7d154 157a99 fdf1e6',
  ],
  animated: [
    '2bb3e6 06354f ffd447 ff6f59 6fcdf0 fff8e0',
    '6ac46a 0f3a1c ffe45c ff7f51 97d98f fffbe0',
    'ff8fa3 571431 ffe66d 4d7cfe ffb3c0 fff6ef',
    '7a5cff 1f1159 ffd84d 3fe0c5 9d87ff f6f1ff',
  ],
  sports: [
    '15803d 052e14 f6f7eb f2b632 2fa35a ffffff',
    '1d4e9e 08204a ff8c42 f2f4f8 3f72c4 fffdf5',
    'c8342b 3c0807 f7e6c4 1c3d5a e0625a fff8ea',
  ],
  martial: [
    'b3121d 33040a f4c95d 16161a d63c3c fff0d6',
    '16171b 08080a d62828 f0b94b 363840 f8ecd9',
    'efe2c8 2b150d c81d25 1f2933 d9c6a0 fffaf0',
  ],
  espionage: [
    '14253d 070f1b d62839 c9d3e0 2d4a72 f5f7fa',
    '2b2b2b 101010 f2c230 d1d1c7 4a4a48 fafaf2',
    '0f4c4a 052221 f2542d f5dfbb 1d7a75 fff5e1',
  ],
  youth: [
    'ff6f91 52102c c4f04d 6a4cff ff9db3 fff5f8',
    '8ac926 22360a ff595e 6a4c93 aadf56 fbffe8',
    '5b5fef 171a5c ffe45e ff6392 8286f5 f5f5ff',
  ],
  indie: [
    'd8a48f 3c1a12 355c7d f6e7cb c58672 fff6ea',
    '6c8ead 16273a f4d58d bf4342 93adc5 fbf5e4',
    '8a9a5b 232a10 f6e7c1 c8553d a9b77f fcf6e3',
  ],
  disaster: [
    'b33a1a 350a04 ffb703 2a2a30 d9622b ffeccf',
    '2b3a4a 0d151d ff7b2e a9bcd0 47607a f2f5f7',
    '5a4a42 1f1713 f25c1f e0c9a6 7d685c f8eede',
  ],
  silent: ['c9b896 2a2115 3b2f22 8a7552 b29f7a f6eedb', '3a342c 15120e e0d2b4 95866c 5a5146 f8f1e0'],
};

/** @type {Readonly<Record<string, keyof typeof FAMILIES>>} */
const FAMILY_OF = {
  Action: 'action',
  Adventure: 'adventure',
  Animated: 'animated',
  Biography: 'history',
  Comedy: 'comedy',
  Crime: 'crime',
  Dance: 'music',
  Disaster: 'disaster',
  Documentary: 'documentary',
  Drama: 'drama',
  Erotic: 'erotic',
  Family: 'animated',
  Fantasy: 'fantasy',
  'Found Footage': 'slasher',
  Historical: 'history',
  Horror: 'horror',
  Independent: 'indie',
  Legal: 'espionage',
  'Live Action': 'animated',
  'Martial Arts': 'martial',
  Musical: 'music',
  Mystery: 'mystery',
  Noir: 'noir',
  Performance: 'music',
  Political: 'espionage',
  Romance: 'romance',
  Satire: 'youth',
  'Science Fiction': 'scifi',
  Short: 'indie',
  Silent: 'silent',
  Slasher: 'slasher',
  Sport: 'sports',
  Sports: 'sports',
  Spy: 'espionage',
  Superhero: 'superhero',
  Supernatural: 'supernatural',
  Suspense: 'thriller',
  Teen: 'youth',
  Thriller: 'thriller',
  War: 'war',
  Western: 'western',
};

/**
 * Genres that say little of a film's mood: a Romance that is filed as "Comedy, Romance" should look like one.
 */
const VAGUE = new Set(['Drama', 'Comedy', 'Action', 'Short', 'Independent', 'Live Action']);

/**
 * The genre that decides the look: the first telling one, else the first known.
 *
 * @param {readonly string[]} genres
 */
export function mainGenre(genres) {
  const known = genres.filter((genre) => Object.hasOwn(FAMILY_OF, genre));
  return known.find((genre) => !VAGUE.has(genre)) ?? known[0];
}

/**
 * All palettes that suit a genre.
 *
 * @param {string | undefined} genre
 * @returns {readonly Palette[]}
 */
export function palettesOf(genre) {
  return PALETTES[(genre !== undefined && FAMILY_OF[genre]) || 'indie'];
}

const PALETTES = /** @type {Record<keyof typeof FAMILIES, Palette[]>} */ (
  Object.fromEntries(Object.entries(FAMILIES).map(([name, list]) => [name, list.map(readPalette)]))
);

/**
 * @param {string} hexes
 * @returns {Palette}
 */
function readPalette(hexes) {
  const [ground, deep, a, b, c, light] = hexes.split(' ').map((hex) => `#${hex}`);
  return /** @type {Palette} */ ({ ground, deep, a, b, c, light });
}
