import { sayNumber } from '../charts/chart-words.ts';
import type { Situation } from '../domain/situation.ts';
import { t } from '../words/t.ts';
import type { Action, Card, Line } from './card.ts';
import { keyNumber } from './key-number.ts';
import { phaseWord, stateNames, stateOf, stateOrder, stateWord, worseFirst } from './state.ts';
import { sayMetric, sayVersion } from './words.ts';

/** All models, worst first; `search` looks at names, tags, owners, states and problem statements. */
export function listCard(all: Situation[], search: string): Card {
  const wanted = search.toLowerCase();
  const found = all
    .filter((s) => wanted === '' || textOf(s).includes(wanted))
    .toSorted((a, b) => worseFirst(a, b) || (a.model.id < b.model.id ? -1 : 1));
  const shown = found.slice(0, 50);
  const rows = shown.map((s): Line[] => [
    [s.model.id],
    [stateWord(stateOf(s))],
    [sayVersion(s.registered.champion)],
    [keyCell(s)],
    [waiting(s)],
  ]);
  const actions = shown.slice(0, 5).map(
    ({ model }): Action => ({
      label: model.id,
      style: 'default',
      press: { verb: 'status', id: model.id, seen: '' },
    }),
  );
  return {
    key: 'answer',
    tone: 'plain',
    title: search ? t('Models matching “{search}”', { search: search.slice(0, 60) }) : t('Models'),
    summary: summaryOf(found, search),
    blocks:
      rows.length === 0
        ? [{ kind: 'text', line: [summaryOf(found, search)] }]
        : [
            {
              kind: 'table',
              caption:
                found.length > shown.length
                  ? t('The first {n} of {all}, worst first', { n: shown.length, all: found.length })
                  : t('Worst first'),
              columns: [t('Model'), t('State'), t('Version'), t('Key metric'), t('Waiting')],
              rowHeader: 0,
              rows,
            },
          ],
    actions,
    ...(rows.length > 0 && { picks: 'model' as const }),
  };
}

const textOf = (s: Situation): string =>
  [
    s.model.id,
    s.model.title,
    s.model.problem ?? '',
    ...s.model.tags,
    ...s.model.owners,
    ...stateNames(stateOf(s)),
  ]
    .join(' ')
    .toLowerCase();

function keyCell(s: Situation): string {
  const key = keyNumber(s);
  if (key === null || key.finding.value === null) return '–';
  const { metric, value, limit } = key.finding;
  return `${sayMetric(metric)} ${sayNumber(value)}${limit === null ? '' : ` / ${sayNumber(limit)}`}`;
}

const waiting = ({ cycle }: Situation): string =>
  cycle === null || cycle.phase === 'closed'
    ? '–'
    : 'ballot' in cycle
      ? cycle.ballot.id
      : phaseWord(cycle.phase);

function summaryOf(found: Situation[], search: string): string {
  if (found.length === 0)
    return search
      ? t('No model matches "{search}". Say list to see all.', { search: search.slice(0, 60) })
      : t('No models yet. Add some with steward apply.');
  const counts = stateOrder.flatMap((tone) => {
    const named = found.filter((s) => stateOf(s) === tone).map(({ model }) => model.id);
    if (named.length === 0) return [];
    const all = { n: named.length, state: stateWord(tone) };
    return tone !== 'ok' && named.length <= 5
      ? [t('{n} {state} ({names})', { ...all, names: named.join(t(', ')) })]
      : [t('{n} {state}', all)];
  });
  return t('{n, plural, one {# model} other {# models}}: {counts}.', {
    n: found.length,
    counts: counts.join(t(', ')),
  });
}
