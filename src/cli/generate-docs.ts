/** Parts of READMEs that are made from code, between `<!-- name -->` and `<!-- /name -->`. */
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

/** Which part belongs where. */
export const parts: { file: string; name: string; make: () => string }[] = [
  { file: 'src/domain/README.md', name: 'cycle', make: cycleDiagram },
  { file: 'src/domain/README.md', name: 'rejections', make: rejectionTable },
  { file: 'README.md', name: 'commands', make: commandTable },
];

/** The text with a part made anew; throws when its place is missing. */
export function withPart(text: string, name: string, made: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no place for "${name}"`);
  return text.slice(0, from + begin.length) + made + text.slice(to);
}
