import type { Situation } from '../domain/situation.ts';
import { sayDuration } from '../lib/time.ts';
import type { Card, Line } from './card.ts';
import { monitorLine } from './status-card.ts';

const verdicts = {
  ok: 'ok',
  breach: 'over the limit',
  not_enough_data: 'not enough data',
  error: 'could not be measured',
};

export function monitorsCard({ model, monitors }: Situation): Card {
  const over = monitors.filter(({ checks }) => checks[0]?.verdict === 'breach').length;
  return {
    key: 'answer',
    tone: 'plain',
    title: `Monitors of ${model.id}`,
    summary: `${model.id} has ${monitors.length} monitors; ${over} over the limit at the last check.`,
    blocks: [
      {
        kind: 'table',
        caption: `What watches ${model.id}`,
        columns: ['Monitor', 'Kind', 'Window', 'Last verdict', 'Next run', 'Alerts'],
        rowHeader: 0,
        rows: monitors.map(({ monitor, checks, nextAt }): Line[] => [
          [monitor.id],
          [monitor.kind],
          [sayDuration(monitor.windowMs)],
          [checks[0] ? verdicts[checks[0].verdict] : 'not checked yet'],
          nextAt === null ? ['–'] : [{ at: nextAt }],
          [monitor.alerts ? 'yes' : 'informs only'],
        ]),
      },
      ...monitors.slice(0, 6).map((watched) => ({ kind: 'text' as const, line: monitorLine(watched) })),
    ],
    actions: [{ label: 'Check now', style: 'default', press: { verb: 'check', id: model.id, seen: '' } }],
  };
}
