/** Parts of READMEs that are made from code, between `<!-- name -->` and `<!-- /name -->`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendKind, Capability } from '../backends/contract.ts';
import { capabilities } from '../backends/contract.ts';
import { backends } from '../backends/index.ts';
import { commands } from '../commands/index.ts';
import { type Move, moves } from '../domain/cycle/moves.ts';
import type { OpenPhase } from '../domain/cycle/state.ts';
import { rejections } from '../domain/rejection.ts';

/** The cycle's states as Mermaid, one arrow a move that leaves its phase. */
export function cycleDiagram(): string {
  const arrows = Object.entries(moves).flatMap(([from, row]) =>
    (Object.values(row) as Move<OpenPhase>[]).flatMap(({ to, when }) => {
      const labels = when.split(' | ');
      return to
        .map((phase, index) => ({ phase, label: labels[index] ?? labels[0]! }))
        .filter(({ phase }) => phase !== from)
        .map(({ phase, label }) => `  ${from} --> ${phase}: ${label.replaceAll(':', ' –')}`);
    }),
  );
  const begins = ['proposed', 'offered', 'reverting'].map((phase) => `  [*] --> ${phase}`);
  const lines = ['stateDiagram-v2', ...begins, ...new Set(arrows), '  closed --> [*]'];
  return ['```mermaid', ...lines, '```'].join('\n');
}

export const rejectionTable = (): string =>
  ['| code | what the person reads |', '|---|---|']
    .concat(Object.entries(rejections).map(([code, says]) => `| \`${code}\` | ${says} |`))
    .join('\n');

export const commandTable = (): string =>
  ['| `/model …` | does |', '|---|---|']
    .concat(
      commands
        .filter(({ group }) => group)
        .map(({ usage, does }) => `| \`${usage.replaceAll('|', '\\|')}\` | ${does} |`),
    )
    .join('\n');

/** Every kind of failure of the outside with what follows from it, from the places that raise it. */
export function faultTable(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const found = new Map<string, { retry: Set<string>; folders: Set<string> }>();
  for (const file of files) {
    const raised = readFileSync(path.join(root, file), 'utf8').matchAll(
      /new Fault\(\s*'([a-z_]+)',[\s\S]{0,600}?retry: '(later|never|unknown)'/g,
    );
    for (const [, code = '', retry = ''] of raised) {
      const known = found.get(code) ?? { retry: new Set(), folders: new Set() };
      found.set(code, known);
      known.retry.add(retry);
      known.folders.add(`${file.split(path.sep)[0]!.replace('.ts', '')}`);
    }
  }
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return ['| code | tried again | raised in |', '|---|---|---|']
    .concat(
      rows.map(
        ([code, { retry, folders }]) =>
          `| \`${code}\` | ${[...retry].sort().join(', ')} | ${[...folders].sort().join(', ')} |`,
      ),
    )
    .join('\n');
}

/** What Steward can do with each system, from what its adapter lacks; the column's head first. */
const columns: [head: string, needs: Capability][] = [
  ['train', 'trainer'],
  ['cancel', 'cancel'],
  ['versions', 'registry'],
  ['champion', 'champion'],
  ['challenger', 'challenger'],
  ['promote', 'promote'],
  ['metrics', 'metrics'],
];

type Kind = Pick<BackendKind, 'id' | 'title' | 'lacks' | 'unanswered'>;

export const systemTable = (kinds: readonly Kind[] = backends): string =>
  [`| system | ${columns.map(([head]) => head).join(' | ')} |`, `|---|${columns.map(() => '---|').join('')}`]
    .concat(
      kinds.map(
        (kind) =>
          `| ${pageOf(kind, 'src/backends/')} (\`${kind.id}\`) | ${columns.map(([, needs]) => (kind.lacks[needs] ? '' : 'yes')).join(' | ')} |`,
      ),
    )
    .join('\n');

const unanswered = {
  key: 'the key is one run',
  search: 'looked for by key, never sent again',
  person: 'a person is asked, never sent again',
} as const;

/** What no adapter of a family has without the family itself: its reason is said once. */
const within: Partial<Record<Capability, readonly Capability[]>> = {
  trainer: ['find', 'cancel'],
  registry: ['register', 'produced', 'champion', 'challenger', 'promote', 'metrics', 'resolve'],
};

export const lacksTable = (kinds: readonly Kind[] = backends): string =>
  ['| adapter | an unanswered start | lacks |', '|---|---|---|']
    .concat(
      kinds.map((kind) => {
        const { id, lacks } = kind;
        const implied = capabilities.flatMap((family) => (lacks[family] ? (within[family] ?? []) : []));
        const said = capabilities.filter((one) => lacks[one] && !implied.includes(one));
        const start = lacks.trainer ? '' : unanswered[kind.unanswered ?? 'key'];
        return `| ${pageOf({ ...kind, title: `\`${id}\`` }, '')} | ${start} | ${said.map((one) => `**${one}**: ${lacks[one]}`).join(' · ')} |`;
      }),
    )
    .join('\n');

/** Its title, as a link to its page where it has one. */
function pageOf({ id, title }: Kind, folder: string): string {
  const page = fileURLToPath(new URL(`../backends/${id}.md`, import.meta.url));
  return existsSync(page) ? `[${title}](${folder}${id}.md)` : title;
}

/** Which part belongs where. */
export const parts: { file: string; name: string; make: () => string }[] = [
  { file: 'src/domain/README.md', name: 'cycle', make: cycleDiagram },
  { file: 'src/domain/README.md', name: 'rejections', make: rejectionTable },
  { file: 'README.md', name: 'commands', make: commandTable },
  { file: 'README.md', name: 'faults', make: faultTable },
  { file: 'README.md', name: 'systems', make: systemTable },
  { file: 'src/backends/README.md', name: 'lacks', make: lacksTable },
];

/** The text with a part made anew; throws when its place is missing. */
export function withPart(text: string, name: string, made: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no place for "${name}"`);
  return text.slice(0, from + begin.length) + made + text.slice(to);
}
