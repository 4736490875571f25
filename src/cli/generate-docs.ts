/** Parts of READMEs that are made from code, between `<!-- name -->` and `<!-- /name -->`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** Which part belongs where. */
export const parts: { file: string; name: string; make: () => string }[] = [
  { file: 'src/domain/README.md', name: 'cycle', make: cycleDiagram },
  { file: 'src/domain/README.md', name: 'rejections', make: rejectionTable },
  { file: 'README.md', name: 'commands', make: commandTable },
  { file: 'README.md', name: 'faults', make: faultTable },
];

/** The text with a part made anew; throws when its place is missing. */
export function withPart(text: string, name: string, made: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no place for "${name}"`);
  return text.slice(0, from + begin.length) + made + text.slice(to);
}
