// Finds a Chromium-family browser: CHROME_PATH, an installed one, else the one in the dev dependencies.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = {
  linux: [
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((folder) =>
    [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ].map((path) => join(process.env[folder] ?? 'C:\\', path)),
  ),
};

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @returns {Promise<{ executablePath: string, args: string[], headless: boolean | 'shell' }>} launch options
 *   for puppeteer
 */
export async function findBrowser() {
  // Chromium's sandbox refuses to run as root; nobody else should go without it.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named))
    throw new Error(`CHROME_PATH names ${named}, which does not exist: correct or unset it.`);
  const installed = named ?? (INSTALLED[process.platform] ?? []).find((path) => existsSync(path));
  if (installed) return { executablePath: installed, args: [...root, ...FLAGS], headless: true };
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('not built for this platform');
    return {
      executablePath: await unpackedBrowser(),
      args: [...root, ...FLAGS, '--no-zygote'],
      headless: 'shell',
    };
  } catch (cause) {
    throw new Error('No browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one.', {
      cause,
    });
  }
}

/** The browser of the dev dependencies, unpacked once. */
async function unpackedBrowser() {
  const folder = fileURLToPath(new URL('../node_modules/.cache/attune-browser', import.meta.url));
  mkdirSync(folder, { recursive: true });
  // It unpacks its libraries only where it believes to be in such an environment, and everything into TMPDIR.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  const { default: chromium } = await import('@sparticuz/chromium');
  const path = await chromium.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  // Its own font list looks in /tmp/fonts only, and without any font the page crashes.
  const fonts = `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>`;
  writeFileSync(
    join(folder, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig>${fonts}</fontconfig>`,
  );
  return path;
}
