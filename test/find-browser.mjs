// Finds a Chromium-family browser: CHROME_PATH, an installed one, else the one in the dev dependencies.
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
    // It unpacks its libraries only where it believes to be in such an environment, and into TMPDIR.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'attune-browser-'));
    const { default: chromium } = await import('@sparticuz/chromium');
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('not built for this platform');
    return {
      executablePath: await chromium.executablePath(),
      args: [...root, ...FLAGS, '--no-zygote'],
      headless: 'shell',
    };
  } catch (cause) {
    throw new Error('No browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one.', {
      cause,
    });
  }
}
