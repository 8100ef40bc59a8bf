// The import law of the house: who may import whom. Each rule says why; none has an exception list.
// A suite beside the code it tests (*.test.ts) keeps the law of its room; it may also import the
// test tools, node:* and test/.

const suite = '\\.test\\.ts$';
const product = '^(src|sim|test|bench|console)/';
const rooms = ['in', 'truth', 'out', 'audit'];
const readsFiles = ['in', 'audit'];

// The seams: what a room may know of storage and of foreign systems.
// reading/ is what readers of export files share, signing/ what verifies webhooks: pure, of no system.
const connectorSeam = '^src/connectors/(connector\\.ts$|(reading|signing)/)';
const connectorRegistry = '^src/connectors/registry\\.ts$';
const storeSeam = '^src/store/[^/]+\\.ts$';
// The one way to read a file: intake and audit must not read it differently.
const fileReading = '^src/files/';

const purePackages = '^node_modules/(zod|yaml|csv-parse|jsonata|sax)/';
const pureBuiltins = '^(node:)?(buffer|crypto|url|util|string_decoder|querystring)$';

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const rulesOfRooms = [
  law(
    'core-imports-only-core',
    'core decides and touches nothing: no package, no node:*, no other room.',
    { path: '^src/core/', pathNot: suite },
    { pathNot: '^src/core/' },
  ),
  law(
    'core-suites-stay-in-core',
    'A suite of core proves core alone; what needs another room stands in test/.',
    { path: `^src/core/.*${suite}` },
    { path: product, pathNot: '^(src/core|test)/' },
  ),
  law(
    'connector-knows-core-and-seam',
    'A connector imports core, the seam, reading/ and its own folder; another system is another folder.',
    { path: '^src/connectors/([^/]+)/' },
    {
      path: product,
      pathNot: ['^src/core/', '^src/connectors/$1/', connectorSeam, '^test/'],
    },
  ),
  law(
    'connector-touches-the-world-in-client-only',
    'Only client.ts has I/O; the other files of a connector are pure (zod, yaml, csv-parse, jsonata, sax, crypto).',
    { path: '^src/connectors/[^/]+/', pathNot: [suite, '/client\\.ts$'] },
    { pathNot: ['^(src|test)/', purePackages, pureBuiltins] },
  ),
  law(
    'connector-seam-stands-alone',
    'The seam imports core and itself, and no connector.',
    { path: '^src/connectors/[^/]+\\.ts$', pathNot: [connectorRegistry, suite] },
    { path: product, pathNot: ['^src/core/', connectorSeam, '^test/'] },
  ),
  law(
    'registry-knows-only-connectors',
    'The registry lists the folders, each by its index.ts, and does nothing else.',
    { path: connectorRegistry },
    {
      path: product,
      pathNot: ['^src/core/', connectorSeam, '^src/connectors/[^/]+/index\\.ts$'],
    },
  ),
  law(
    'store-imports-only-core',
    'store is the only one that knows SQL, and it knows nothing else of the house.',
    { path: '^src/store/' },
    { path: product, pathNot: '^(src/core|src/store|test)/' },
  ),
  law(
    'store-kinds-are-apart',
    'postgres/ and memory/ keep the same promise, each without the other.',
    { path: '^src/store/([^/]+)/' },
    { path: '^src/store/[^/]+/', pathNot: '^src/store/$1/' },
  ),
  ...rooms.map((room) =>
    law(
      `${room}-imports-core-and-seams`,
      'in, truth, out and audit know core and the seams; not each other, postgres/ or a named system.',
      { path: `^src/${room}/` },
      {
        path: product,
        pathNot: [
          `^src/(core|${room})/`,
          storeSeam,
          connectorSeam,
          connectorRegistry,
          ...(readsFiles.includes(room) ? [fileReading] : []),
          '^test/',
        ],
      },
    ),
  ),
  law(
    'files-import-core-and-connector-seam',
    'files turns bytes into readings: it knows the seam and the registry, and nobody who reads with it.',
    { path: '^src/files/' },
    {
      path: product,
      pathNot: ['^src/(core|files)/', connectorSeam, connectorRegistry, '^test/'],
    },
  ),
  law(
    'files-are-read-by-in-and-audit',
    'What a file says enters by intake or by the audit; truth and out know statements only.',
    { path: '^src/', pathNot: ['^src/(files|in|audit|shell)/', '^src/main\\.ts$'] },
    { path: fileReading },
  ),
  law(
    'report-imports-only-core',
    'report puts a finished report into words and drawings: no package, no node:*, no other room.',
    { path: '^src/report/', pathNot: suite },
    { pathNot: '^src/(core|report)/' },
  ),
  law(
    'shell-never-imports-sim',
    'Only main.ts hands the simulator to the verbs that run it.',
    { path: '^src/shell/' },
    { path: '^sim/' },
  ),
  law(
    'nobody-imports-shell',
    'shell is the doors: it imports the rooms and none imports it.',
    { path: '^src/', pathNot: '^src/(shell/|main\\.ts$)' },
    { path: '^src/shell/' },
  ),
  law(
    'loops-know-no-doors',
    'http tells what hub does; hub is told by arguments. shell/hub.ts puts both together.',
    { path: '^src/shell/hub/' },
    { path: '^src/shell/(http/|hub\\.ts$)' },
  ),
  law(
    'nobody-imports-main',
    'main.ts is the composition root: nothing in src stands above it.',
    { path: '^src/' },
    { path: '^src/main\\.ts$' },
  ),
  law(
    'only-main-imports-sim',
    'The simulated world is handed to the product by main.ts alone.',
    { path: '^src/', pathNot: '^src/main\\.ts$' },
    { path: '^sim/' },
  ),
  law(
    'company-is-written-from-the-catalogue',
    'sim/company must be able to disagree with the detectors, so it shares no line with them.',
    { path: '^sim/company/' },
    { path: product, pathNot: '^sim/company/' },
  ),
  law(
    'nobody-imports-test',
    'Test support is for suites, and for the benches that measure with it.',
    { pathNot: ['^test/', '^bench/', suite] },
    { path: ['^test/', suite] },
  ),
  law(
    'nobody-imports-bench',
    'A benchmark measures the product and is no part of it.',
    { pathNot: '^bench/' },
    { path: '^bench/' },
  ),
  law(
    'console-knows-only-the-api',
    'The web app knows the generated API types and nothing of src.',
    { path: '^console/' },
    { path: '^(src|sim|test|bench)/' },
  ),
];

const rulesOfOrder = [
  law(
    'no-circle',
    'Two files that need each other are one file, or need a third.',
    {},
    {
      circular: true,
    },
  ),
  law(
    'no-orphan',
    'Nothing imports this file and it imports nothing: wire it in or remove it.',
    {
      orphan: true,
      path: '^(src|sim|test|bench)/',
      pathNot: ['^src/main\\.ts$', '^bench/[^/]+\\.ts$', suite],
    },
    {},
  ),
  law('no-unresolved', 'This import leads nowhere.', {}, { couldNotResolve: true }),
  law(
    'no-package-unlisted',
    'A package that is imported stands in package.json.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  law(
    'no-dev-package-in-product',
    'Whoever installs weir has no dev packages.',
    { path: '^(src|sim)/', pathNot: suite },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  law(
    'no-empty-name',
    'A file is named for what it holds; these names hold anything.',
    {},
    {
      path: '/(utils?|helpers?|managers?|services?|base|misc)(/|\\.ts$)',
      pathNot: '^node_modules/',
    },
  ),
];

export default {
  forbidden: [...rulesOfRooms, ...rulesOfOrder],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
