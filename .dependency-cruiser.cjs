/** Who may import whom: one line a folder, then the rules that hold everywhere, each with its reason. */
const mayAlsoSee = {
  'src/domain': [],
  'src/clock': [],
  'src/files': [],
  'src/engine': ['src/domain', 'src/store/port', 'src/clock/port'],
  'src/outbox': ['src/domain', 'src/store/port', 'src/clock/port', 'src/channels/port'],
  'src/inbox': [
    'src/domain',
    'src/engine',
    'src/clock/port',
    'src/channels/port',
    'src/store/port',
    'src/store/records',
    'src/staff',
    'src/reports',
  ],
  'src/staff': ['src/domain', 'src/store/port', 'src/store/records', 'src/clock/port'],
  'src/texts': ['src/domain', 'src/settings'],
  'src/insight': ['src/domain', 'src/settings'],
  'src/reports': ['src/domain', 'src/store/port'],
  'src/settings': ['src/domain'],
  'src/http': ['src/domain', 'src/store/port', 'src/clock/port', 'src/files'],
  'src/channels': [
    'src/domain',
    'src/store/port',
    'src/store/records',
    'src/clock/port',
    'src/http',
    'src/files',
  ],
  'src/console': [
    'src/domain',
    'src/store/port',
    'src/clock/port',
    'src/http',
    'src/reports',
    'src/staff',
    'src/channels/port',
  ],
  'src/metrics': [
    'src/domain',
    'src/store/port',
    'src/store/observed',
    'src/clock/port',
    'src/channels/port',
    'src/outbox/courier',
    'src/http',
  ],
  'src/store': ['src/domain'],
  'flows/conversation': ['src/domain'],
  'flows/ticket': ['src/domain'],
}

const layers = Object.entries(mayAlsoSee).map(([folder, others]) => ({
  name: `${folder.replace('src/', '')}-sees-only-its-own`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: '^(src|flows)/', pathNot: [folder, ...others].map((path) => `^${path}(/|\\.|$)`) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-uses-no-library',
      comment: 'The words and rules outlive every library.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'flows-are-pure',
      comment: 'A chart that can reach the world cannot be run again.',
      severity: 'error',
      from: { path: '^flows/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/xstate/' },
    },
    {
      name: 'xstate-stays-inside',
      comment: 'Everything else speaks of snapshots and events.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'drivers-stay-inside',
      comment: 'A database is reached through the port.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: 'node_modules/(better-sqlite3|mongoose)/' },
    },
    {
      name: 'adapters-never-meet',
      comment:
        'A channel or store can be taken out without asking its neighbour. What several have in common stands beside them, and of WeChat’s platforms in wechat-core.',
      severity: 'error',
      from: { path: '^src/(channels|store)/([^/]+)/' },
      to: {
        path: '^src/$1/',
        pathNot: ['^src/$1/$2/', '^src/$1/[^/]+\\.ts$', '^src/channels/wechat-core/'],
      },
    },
    {
      name: 'only-the-desk-names-adapters-and-flows',
      comment: 'What runs is decided in one place.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/(book|desk|open-channels|open-store|wechaty-library|web-desk|main)\\.ts$',
          '^src/chat/',
          '^src/operate/',
          '^src/channels/',
          '^src/store/',
          '^src/console/',
        ],
      },
      to: { path: '^(src/(channels|store)/[^/]+/|flows/)' },
    },
    {
      name: 'nobody-sees-tests',
      severity: 'error',
      from: { path: '^(src|flows)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
