import type { Situation } from '../domain/situation.ts';
import { missingLineage } from '../domain/version.ts';
import { read } from './actions.ts';
import type { Card, Line } from './card.ts';
import { short } from './words.ts';

export function versionsCard({ model, registered }: Situation): Card {
  const { champion, challengers, versions, problem } = registered;
  const newest = versions.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, 20);
  const role = (id: string) =>
    id === champion ? 'champion' : challengers.includes(id as never) ? 'challenger' : '–';
  return {
    key: 'answer',
    tone: 'plain',
    title: `Versions of ${model.id}`,
    summary:
      problem ?? `${model.id} has ${versions.length} versions; the champion is ${champion ?? 'nobody'}.`,
    blocks: [
      ...(problem === null ? [] : [{ kind: 'text' as const, line: [problem] }]),
      {
        kind: 'table',
        caption: 'Newest first',
        columns: ['Version', 'Role', 'Trained until', 'Data', 'Code', 'Can be made again'],
        rowHeader: 0,
        rows: newest.map((version): Line[] => {
          const { trainedUntil, data, code } = version.lineage;
          const missing = missingLineage(version);
          return [
            [version.id],
            [role(version.id)],
            trainedUntil === null ? ['unknown'] : [{ at: trainedUntil }],
            [short(data ?? 'unknown', 22)],
            [short(code ?? 'unknown', 22)],
            [missing.length === 0 ? 'yes' : `no: ${missing.join(', ')} unknown`],
          ];
        }),
      },
    ],
    actions:
      newest.length > 1 ? [{ ...read('compare', model.id, 'Compare with champion'), minor: false }] : [],
  };
}
