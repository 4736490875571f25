/** What the tree promises, as functions over its files, so that each rule can be shown to fail. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Source {
  /** From the root, with `/`. */
  file: string;
  text: string;
}

export function readTree(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|js|mts)$/.test(file))
    .map((file) => ({
      file: path.posix.join(folder, file),
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
}

/** Everything that a file imports, types too; ours as paths from the root, others by package. */
export function importsOf({ file, text }: Source): { ours: string[]; packages: string[] } {
  const statements = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  const names = [...text.matchAll(statements)].map((match) => (match[1] ?? match[2] ?? match[3])!);
  const ours = names
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.normalize(path.posix.join(path.posix.dirname(file), name)));
  const packages = names
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return { ours, packages: [...new Set(packages)] };
}

/** The layer of a file: its first folder below `src`, or the file's own name. */
export const layerOf = (file: string): string => file.split('/')[1]!.replace(/\.ts$/, '');

const everything = ['main', 'cli', 'config', 'http', 'demo'];

/** Which layers each layer may import; itself always. A name with a slash is one file. */
export const layers: Record<string, string[]> = {
  lib: [],
  words: ['lib'],
  domain: ['words', 'lib'],
  methods: ['domain', 'lib'],
  charts: ['words', 'domain', 'lib'],
  cards: ['charts', 'words', 'domain', 'lib'],
  stores: ['methods/summary.ts', 'methods/grid.ts', 'domain', 'lib'],
  monitors: ['methods', 'stores/contract.ts', 'words', 'domain', 'lib'],
  backends: ['domain', 'lib'],
  surfaces: ['cards', 'charts', 'words', 'domain', 'lib'],
  // Rows of what adapters and cards are made of, by their contracts alone.
  db: [
    'backends/contract.ts',
    'monitors/contract.ts',
    'methods/summary.ts',
    'cards/card.ts',
    'words',
    'domain',
    'lib',
  ],
  engine: ['db', 'domain', 'lib'],
  commands: ['engine', 'db', 'cards', 'words', 'domain', 'lib'],
  effects: [
    'engine',
    'db',
    'cards',
    'methods',
    'monitors',
    'stores/contract.ts',
    'backends/contract.ts',
    'surfaces/contract.ts',
    'words',
    'domain',
    'lib',
  ],
};

/** Packages that only some layers may know; a package that is not here may be used by nobody but `everything`. */
export const packages: Record<string, string[]> = {
  'drizzle-orm': ['db', 'engine'],
  postgres: ['db', 'engine', 'effects', 'stores'],
  '@duckdb/node-api': ['stores', 'demo'],
  'node-cron': ['engine'],
  'cron-parser': ['engine', 'config'],
  'ml-matrix': ['demo', 'methods'],
  hono: ['surfaces', 'http'],
  '@hono/node-server': ['http'],
  'prom-client': ['http'],
  commander: ['cli'],
  pino: ['main'],
  tsx: ['cli', 'demo'],
  vega: ['charts'],
  'vega-lite': ['charts'],
  yaml: ['config', 'backends'],
  zod: ['config', 'stores', 'backends', 'demo', 'surfaces'],
  '@stdlib/stats-base-dists-normal': ['methods'],
  '@stdlib/stats-base-dists-t': ['methods'],
  '@stdlib/stats-base-dists-f': ['methods'],
  '@stdlib/math-base-special-gammainc': ['methods'],
  '@stdlib/math-base-special-gammaln': ['methods'],
  'discord.js': ['surfaces'],
  '@discordjs/ws': ['surfaces'],
  aws4fetch: ['backends'],
  '@slack/bolt': ['surfaces'],
  '@slack/web-api': ['surfaces'],
  '@slack/socket-mode': ['surfaces'],
  '@clickhouse/client': ['stores'],
  standardwebhooks: ['backends', 'http'],
  '@resvg/resvg-wasm': ['charts'],
  'dejavu-fonts-ttf': ['charts'],
  'intl-messageformat': ['words'],
};

/** Imports that the table above does not allow, one sentence each. */
export function forbiddenImports(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const from = layerOf(source.file);
    const { ours, packages: theirs } = importsOf(source);
    const allowed = layers[from];
    const wrong = everything.includes(from)
      ? []
      : ours.filter((file) => {
          const to = layerOf(file);
          const short = file.slice('src/'.length);
          return to !== from && !allowed?.some((one) => one === to || one === short);
        });
    const foreign = theirs.filter((name) => !packages[name]?.includes(from));
    return [
      ...wrong.map((file) => `${source.file} imports ${file}`),
      ...foreign.map((name) => `${source.file} imports ${name}`),
    ];
  });
}

/** An adapter knows its family's contract, its own folder, domain and lib; nothing of its siblings. */
export function nosyAdapters(sources: Source[], family: string): string[] {
  // All SQL stores share a dialect's frame; all backends one way out, one way to run a program here, one memory of what was
  // asked and one form of result; all chat platforms their habits; and a press must be readable whichever surface wrote it.
  const shared = sharedNames
    .filter((part) => part !== 'index')
    .flatMap((part) => [`src/${family}/${part}.ts`, `src/${family}/${part}/`]);
  return sources
    .filter(({ file }) => adapterOf(file, family) !== null)
    .flatMap((source) => {
      const own = adapterOf(source.file, family)!;
      return importsOf(source)
        .ours.filter((file) => file.startsWith(`src/${family}/`))
        .filter((file) => !shared.some((one) => file.startsWith(one)) && adapterOf(file, family) !== own)
        .map((file) => `${source.file} imports ${file}`);
    });
}

const sharedNames = [
  ...['contract', 'index', 'sql', 'press-token', 'chat'],
  ...['outbound', 'host-run', 'rows', 'asked', 'runs', 'lacking', 'training-result'],
  ...['switch-over', 'described', 'run-registry'],
];

/** The adapter that a file belongs to: `src/stores/duckdb.ts` and `src/stores/duckdb/paths.ts` are both `duckdb`. */
export function adapterOf(file: string, family: string): string | null {
  const match = new RegExp(`^src/${family}/([a-z0-9-]+)(\\.ts|/)`).exec(file);
  const name = match?.[1];
  return name === undefined || sharedNames.includes(name) ? null : name;
}

export const tooLong = (sources: Source[], most = 250): string[] =>
  sources
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ file, lines }) => `${file} has ${lines} lines`);

const banned = /(^|[-/])(utils?|helpers?|manager|service|misc|common|stuff)([-.]|$)/;

export const badNames = (sources: Source[]): string[] =>
  sources.map(({ file }) => file).filter((file) => banned.test(file) || /[A-Z_]/.test(file));

export const environmentReaders = (sources: Source[]): string[] =>
  sources
    // Plain JavaScript is a program by itself, which is told its files that way.
    .filter(({ file }) => !file.startsWith('src/config/') && !file.endsWith('.js'))
    .filter(({ text }) => /process\.env\b/.test(text))
    .map(({ file }) => file);

export const defaultExports = (sources: Source[]): string[] =>
  sources.filter(({ text }) => /^export default\b/m.test(text)).map(({ file }) => file);

/** Vendors that only their own adapter (and what prepares its files) may know, by the start of a path. */
const vendors: Record<string, string[]> = {
  '@duckdb/node-api': ['src/stores/duckdb/', 'src/demo/'],
  '@slack/': ['src/surfaces/slack/'],
  'discord.js': ['src/surfaces/discord/'],
  '@discordjs/': ['src/surfaces/discord/'],
  hono: ['src/surfaces/web/', 'src/http/'],
};

export const strayVendors = (sources: Source[]): string[] =>
  sources.flatMap((source) =>
    importsOf(source)
      .packages.filter((name) =>
        Object.entries(vendors).some(
          ([vendor, homes]) =>
            (vendor.endsWith('/') ? name.startsWith(vendor) : name === vendor) &&
            !homes.some((home) => source.file.startsWith(home)),
        ),
      )
      .map((name) => `${source.file} imports ${name}`),
  );

interface Locked {
  version?: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}

/** Optional packages that `npm ci` would miss: npm leaves those out of the lock whose other systems a registry did not serve. */
export function lockGaps(packages: Record<string, Locked>): string[] {
  const found = (from: string, name: string): Locked | undefined => {
    const own = packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`];
    if (own || from === '') return own;
    const cut = from.lastIndexOf('/node_modules/');
    return found(cut < 0 ? '' : from.slice(0, cut), name);
  };
  return Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, wanted]) => {
      const entry = found(at, name);
      if (!entry?.version || !entry.integrity) return [`${at} lacks ${name}`];
      const exact = /^\d+\.\d+\.\d+/.test(wanted);
      return exact && entry.version !== wanted
        ? [`${at} wants ${name} ${wanted}, locked is ${entry.version}`]
        : [];
    }),
  );
}
