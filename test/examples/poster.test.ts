import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { posterFacts } from '../../examples/film-site/facts.js';
import { filmItems } from '../../examples/film-site/items.js';
import { filmId } from '../../examples/film-site/public/film-id.js';
import { poster } from '../../examples/film-site/public/poster.js';

const PUBLIC = new URL('../../examples/film-site/public/', import.meta.url);
const items = filmItems();
const genres = [...new Set(items.flatMap((item) => item.genres))];

/** Text between tags, with its references resolved: what a reader sees. */
function shownText(svg: string): string {
  return svg
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Fails on anything but balanced tags with quoted attributes and resolved references. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][\w-]*="[^"<]*")*)\s*(\/?)>/g,
    (_, closing: string, name: string, __: string, empty: string) => {
      if (closing) expect(open.pop()).to.equal(name);
      else if (!empty) open.push(name);
      return '';
    },
  );
  expect(open).to.deep.equal([]);
  expect(rest).to.not.match(/[<>]|&(?!#\d+;)/);
  // eslint-disable-next-line no-control-regex -- XML forbids them
  expect(svg).to.not.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
}

describe('poster', () => {
  it('gives the same picture for the same facts', () => {
    const film = { title: 'Night Ferry', year: 1994, genres: ['Mystery'] };
    expect(poster(film)).to.equal(poster({ ...film }));
    expect(poster({ ...film, year: 1995 })).to.not.equal(poster(film));
    expect(poster({ ...film, genres: ['Horror'] })).to.not.equal(poster(film));
  });

  it('draws every film of the catalog: well-formed, small and unlike the others', () => {
    const pictures = new Set<string>();
    const ids: string[] = [];
    for (const item of items) {
      const svg = poster(item);
      pictures.add(svg);
      if (svg.length > 3072) ids.push(item.id);
      expect(svg.slice(0, svg.indexOf('<text'))).to.not.match(/NaN|undefined|null|Infinity/);
    }
    expect(ids).to.deep.equal([]);
    expect(pictures.size).to.equal(items.length);
    for (let i = 0; i < items.length; i += 37) expectWellFormed(poster(items[i]!));
  });

  it('differs in the picture, not only in the title', () => {
    const drawings = items
      .slice(0, 1000)
      .map((item) => poster(item).replace(/<defs>.*?<\/defs>|<g fill="#fff".*/g, ''));
    expect(new Set(drawings).size).to.be.above(800);
  });

  it('knows the 41 genres and survives others', () => {
    expect(genres).to.have.length(41);
    for (const genre of [...genres, 'Mockbuster', '__proto__', 'constructor', '']) {
      expectWellFormed(poster({ title: 'Salt & Static', year: 2001, genres: [genre] }));
    }
    expectWellFormed(poster({ title: 'No facts' }));
  });

  it('dresses genres differently', () => {
    const ground = (genre: string) =>
      new Set(
        Array.from(
          { length: 60 },
          (_, i) => /fill="(#\w+)" d="M0 0h300v450/.exec(poster({ title: `${i}`, genres: [genre] }))?.[1],
        ),
      );
    const horror = ground('Horror');
    for (const other of ['Romance', 'Western', 'Science Fiction', 'Comedy', 'Animated'])
      for (const color of ground(other)) expect(horror.has(color)).to.equal(false);
  });

  it('shows hostile titles as text', () => {
    for (const title of [
      '</text><script>alert(1)</script>',
      '"><image href="//evil.example/x" onload="a()">',
      "&lt; & &amp; ' ]]> <!-- -->",
      'nul\u0000 bell\u0007 \ufffe lone \ud800 surrogate',
      '<'.repeat(500),
      'Supercalifragilisticexpialidocious'.repeat(20),
      '',
      '   ',
      '\u202eright to left 千と千尋の神隠し 🎬🎬🎬',
    ]) {
      const svg = poster({ title, year: 2000, genres: [`<b>${title}`] });
      expectWellFormed(svg);
      expect(svg).to.not.match(/<(script|image|foreignObject)|\son\w+=/i);
      expect(svg.length).to.be.below(4096);
    }
    expect(shownText(poster({ title: 'Salt & <Static>', year: 1999 }))).to.contain('Salt & <Static>');
  });

  it('sets long titles in at most four lines that fit', () => {
    const lines = (title: string) => poster({ title }).match(/<tspan/g)?.length;
    expect(lines('Up')).to.equal(1);
    expect(lines('Don’t Be a Menace to South Central While Drinking Your Juice in the Hood')).to.equal(4);
    expect(shownText(poster({ title: 'word '.repeat(80) }))).to.contain('…');
  });
});

describe('film site', () => {
  it('has whole and distinct items', () => {
    expect(items).to.have.length(12608);
    expect(new Set(items.map((item) => item.id)).size).to.equal(items.length);
    for (const { id, title, popularity, url, image } of items) {
      expect(id).to.match(/^[\w-]{1,200}$/);
      expect(title).to.not.match(/mw-parser|[{}]|^\s|\s$/);
      expect(popularity).to.be.at.least(1);
      expect([url, image]).to.deep.equal([`/#/film/${id}`, `/posters/${id}.svg`]);
    }
  });

  it('simulates popularity with a heavy tail', () => {
    const counts = items.map((item) => item.popularity).sort((a, b) => b - a);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const top = counts.slice(0, counts.length / 100).reduce((sum, count) => sum + count, 0);
    expect(top / total).to.be.within(0.08, 0.5);
    expect(filmItems().map((item) => item.popularity)).to.deep.equal(items.map((item) => item.popularity));
  });

  it('gives the service worker facts that lead to the same posters', () => {
    const facts = posterFacts(items);
    for (const [i, [title, year, codes, id]] of facts.films.entries()) {
      const item = items[i]!;
      expect(id ?? filmId(title, year)).to.equal(item.id);
      if (i % 50 === 0)
        expect(poster({ title, year, genres: codes.map((code) => facts.genres[code]!) })).to.equal(
          poster(item),
        );
    }
  });

  it('keeps every file of the page for offline use', () => {
    const worker = readFileSync(new URL('service-worker.js', PUBLIC), 'utf8');
    const shell = /const SHELL = \[([^\]]*)\]/.exec(worker)?.[1]?.match(/\/[^']*/g);
    const files = readdirSync(PUBLIC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file) && file !== 'service-worker.js')
      .map((file) => `/${file.replaceAll('\\', '/')}`);
    expect(shell?.toSorted()).to.deep.equal(
      files.map((file) => (file === '/index.html' ? '/' : file)).toSorted(),
    );
  });

  it('needs no inline script or style', () => {
    const html = readFileSync(new URL('index.html', PUBLIC), 'utf8');
    expect(html).to.not.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });
});
