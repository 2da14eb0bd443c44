import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const outside = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
const external = (id) =>
  id.startsWith('node:') || outside.some((name) => id === name || id.startsWith(`${name}/`));

const clean = { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) };

const css = {
  name: 'css',
  /** Style sheets are texts to the minifier: their white space and comments go here. */
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    const squeeze = (sheet) =>
      sheet
        .replace(/\/\*[^]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replaceAll(';}', '}')
        .trim();
    return { code: code.replace(/(?<== (?:css )?`)[^`]*/g, squeeze), map: null };
  },
  /** For the time before the script: a file of its own, linked by the page. */
  writeBundle: () => copyFileSync('widgets/light.css', 'dist/widgets/light.css'),
};

/** What npm users import: one file per module, dependencies left to their bundler. */
const modules = {
  input: {
    'src/index': 'src/index.ts',
    'src/script': 'src/script.ts',
    'src/core/index': 'src/core/index.ts',
    'widgets/index': 'widgets/index.ts',
    'widgets/define': 'widgets/define.ts',
    'widgets/carousel/define': 'widgets/carousel/define.ts',
    'widgets/toaster/define': 'widgets/toaster/define.ts',
    'server-adapter/index': 'server-adapter/index.ts',
    'server-adapter/cli/attune': 'server-adapter/cli/attune.ts',
    'server-adapter/training/worker': 'server-adapter/training/worker.ts',
  },
  external,
  output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: '.' },
  plugins: [
    clean,
    typescript({
      noEmit: false,
      allowJs: false,
      declaration: true,
      outDir: 'dist',
      include: ['src/**/*.ts', 'widgets/**/*.ts', 'server-adapter/**/*.ts'],
      exclude: ['test'],
    }),
    css,
  ],
};

const brotli = {
  name: 'brotli',
  /** For servers that send what is compressed already. */
  writeBundle: ({ file }) => writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file))),
};

const LICENCES =
  '/*! Attune, nanostores: MIT; Lit: BSD-3-Clause, © Google LLC; idb: ISC, © Jake Archibald. Texts: LICENSE of each package. */';

/** What a script tag loads: everything in one file, from the modules above. */
const script = {
  input: 'dist/src/script.js',
  output: {
    file: 'dist/attune.min.js',
    format: 'iife',
    name: 'attuneScript',
    sourcemap: false,
    inlineDynamicImports: true,
    banner: LICENCES,
  },
  plugins: [
    nodeResolve({ browser: true, exportConditions: ['browser', 'production'] }),
    replace({ 'process.env.NODE_ENV': '"production"', preventAssignment: true }),
    terser({
      ecma: 2022,
      module: true,
      compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
      format: { comments: /^!/ },
    }),
    brotli,
  ],
};

export default [modules, script];
