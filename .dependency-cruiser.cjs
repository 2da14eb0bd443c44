/** Imports go down: core ← capture, reorder, journal, sync, stores ← client; widgets and adapter stay outside. */
const PARTS = ['capture', 'reorder', 'journal', 'sync', 'stores'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    ...PARTS.map((part) => ({
      name: `${part}-imports-core-only`,
      comment: 'What two parts need is a contract in core; src/attune.ts holds the public types.',
      severity: 'error',
      from: { path: `^src/${part}/` },
      to: {
        path: '^(src|widgets|server-adapter)/',
        pathNot: [`^src/${part}/`, '^src/core/', '^src/attune\\.ts$'],
      },
    })),
    {
      name: 'widgets-use-stores-and-reorder',
      severity: 'error',
      from: { path: '^widgets/' },
      to: {
        path: '^(src|server-adapter)/',
        pathNot: ['^src/core/', '^src/stores/', '^src/reorder/', '^src/attune\\.ts$'],
      },
    },
    {
      name: 'adapter-uses-core-only',
      severity: 'error',
      from: { path: '^server-adapter/' },
      to: { path: '^(src|widgets)/', pathNot: '^src/core/' },
    },
    {
      name: 'adapter-does-not-train',
      comment: 'Training and measuring are commands of their own, in processes of their own.',
      severity: 'error',
      from: { path: '^server-adapter/(index|app|cli/serve)\\.ts$' },
      to: { path: '^server-adapter/(training|evaluation)/', reachable: true },
    },
    {
      name: 'every-stage-is-exported',
      comment: 'The conformance suite runs over what the index exports.',
      severity: 'error',
      from: { path: '^src/core/ranking/stages/index\\.ts$' },
      to: { path: '^src/core/ranking/stages/', pathNot: 'index\\.ts$', reachable: false },
    },
    {
      name: 'sdk-knows-no-server',
      severity: 'error',
      from: { path: '^(src|widgets)/', pathNot: '^src/script\\.ts$' },
      to: { path: '^server-adapter/|node_modules/(hono|@hono|valibot|libsql)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
};
