import { sayNumber } from '../charts/chart-words.ts';
import type { Situation } from '../domain/situation.ts';
import type { Version } from '../domain/version.ts';
import { t } from '../words/t.ts';
import { read } from './actions.ts';
import type { Block, Card, Line } from './card.ts';
import { sayReproducible } from './lineage.ts';
import { registryTrouble } from './registry-trouble.ts';
import { sayMetric, short } from './words.ts';

export function versionsCard(s: Situation): Card {
  const { model, registered } = s;
  const trouble = registryTrouble(s);
  const { champion, challengers, versions, problem } = registered;
  const newest = versions.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, 20);
  const role = (id: string) =>
    id === champion ? t('champion') : challengers.includes(id as never) ? t('challenger') : '–';
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Versions of {model}', { model: model.id }),
    summary:
      problem ??
      t('{model} has {n, plural, one {# version} other {# versions}}; the champion is {champion}.', {
        model: model.id,
        n: versions.length,
        champion: champion ?? t('nobody'),
      }),
    blocks: [
      ...(trouble === null ? [] : [{ kind: 'text' as const, line: trouble }]),
      {
        kind: 'table',
        caption: t('Newest first'),
        columns: [
          t('Version'),
          t('Role'),
          t('Trained until'),
          t('Metric'),
          t('Data'),
          t('Code'),
          t('Reproducible'),
        ],
        rowHeader: 0,
        rows: newest.map((version): Line[] => {
          const { trainedUntil, data, code } = version.lineage;
          return [
            [version.id],
            [role(version.id)],
            trainedUntil === null ? [t('unknown')] : [{ at: trainedUntil }],
            [sayBest(version, model.keyMetric)],
            [short(data ?? t('unknown'), 22)],
            [short(code ?? t('unknown'), 22)],
            [sayReproducible(version, registered)],
          ];
        }),
      },
      ...versions.filter(({ id }) => id === champion).map(madeOf),
    ],
    actions:
      newest.length > 1 ? [{ ...read('compare', model.id, t('Compare with champion')), minor: false }] : [],
  };
}

/** What its registry says of it: the model's key metric, or the first that is there. */
function sayBest({ metrics }: Version, key: string): string {
  const name = Object.hasOwn(metrics, key) ? key : Object.keys(metrics)[0];
  return name === undefined ? t('unknown') : short(`${sayMetric(name)} ${sayNumber(metrics[name]!)}`, 40);
}

/** What a row has no room for. */
function madeOf({ lineage: { params, environment } }: Version): Block {
  const said = Object.entries(params ?? {}).map(([name, value]) => `${name} ${value}`);
  const parameters = said.length > 0 ? short(said.join(t(', ')), 300) : params ? t('none') : t('unknown');
  return {
    kind: 'text',
    line: [
      { bold: t('Champion: ') },
      t('parameters {parameters}; environment {environment}.', {
        ...{ parameters, environment: short(environment ?? t('unknown'), 100) },
      }),
    ],
  };
}
