// Bundles what a page would import, as its own build would, to be weighed by size-limit.
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';

const ENTRIES = {
  sdk: "export { createAttune } from 'attune'",
  capture: "export { capture } from 'attune'",
  widgets: "import 'attune/widgets/carousel'; export { toast } from 'attune/widgets'",
};

// Within the package, so that its own name leads to what it exports.
const folder = fileURLToPath(new URL('entry-', import.meta.url));
const entry = {
  name: 'entry',
  resolveId: (id) => (id in ENTRIES ? folder + id : null),
  load: (id) => (id.startsWith(folder) ? ENTRIES[id.slice(folder.length)] : null),
};

export default Object.keys(ENTRIES).map((name) => ({
  input: { [name]: name },
  // What is imported dynamically is a chunk of its own, which takes what it shares from the entry.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'test/.output/sizes',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  },
  plugins: [
    entry,
    nodeResolve({ browser: true, exportConditions: ['browser', 'production'] }),
    replace({ 'process.env.NODE_ENV': '"production"', preventAssignment: true }),
    terser({ ecma: 2022, module: true, compress: { passes: 3, pure_getters: true, unsafe_arrows: true } }),
  ],
}));
