import type { Situation } from '../domain/situation.ts';
import { sayDuration } from '../lib/time.ts';
import { message, saidPlain, t } from '../words/t.ts';
import type { Card, Line } from './card.ts';
import { monitorLine } from './monitor-line.ts';

const verdicts = {
  ok: message('ok'),
  breach: message('over the limit'),
  not_enough_data: message('not enough data'),
  error: message('could not be measured'),
};

export function monitorsCard(s: Situation): Card {
  const { model, monitors } = s;
  const over = monitors.filter(({ checks }) => checks[0]?.verdict === 'breach').length;
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Monitors of {model}', { model: model.id }),
    summary: t(
      '{model} has {n, plural, one {# monitor} other {# monitors}}; {over} over the limit at the last check.',
      {
        model: model.id,
        n: monitors.length,
        over,
      },
    ),
    blocks: [
      {
        kind: 'table',
        caption: t('What watches {model}', { model: model.id }),
        columns: [t('Monitor'), t('Kind'), t('Window'), t('Last verdict'), t('Next run'), t('Alerts')],
        rowHeader: 0,
        rows: monitors.map(({ monitor, checks, nextAt }): Line[] => [
          [monitor.id],
          [monitor.kind],
          [sayDuration(monitor.windowMs)],
          [checks[0] ? saidPlain(verdicts[checks[0].verdict]) : t('not checked yet')],
          nextAt === null ? ['–'] : [{ at: nextAt }],
          [monitor.alerts ? t('yes') : t('informs only')],
        ]),
      },
      ...monitors.slice(0, 6).map((watched) => ({ kind: 'text' as const, line: monitorLine(s, watched) })),
    ],
    actions: [{ label: t('Check now'), style: 'default', press: { verb: 'check', id: model.id, seen: '' } }],
  };
}
