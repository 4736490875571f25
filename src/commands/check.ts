import { no } from '../domain/rejection.ts';
import { enqueue } from '../engine/enqueue.ts';
import { windowAt } from '../engine/tick.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

export const check = defineCommand({
  verb: 'check',
  usage: 'check MODEL [MONITOR]',
  does: message('runs its monitors now'),
  group: 'act',
  run: (asked, context) =>
    withModel(asked, context, async ({ model, now }) => {
      const wanted = asked.values.monitor ?? asked.rest[0];
      const monitors = model.monitors.filter(({ id }) => wanted === undefined || id === wanted);
      const known = model.monitors.map(({ id }) => id).join(t(', '));
      if (monitors.length === 0) {
        const facts = { model: model.id, monitor: (wanted ?? '').slice(0, 80), monitors: known || t('none') };
        return refused(no('unknown_monitor', facts).error);
      }
      for (const monitor of monitors) {
        const window = windowAt(monitor, model, now);
        const { id } = monitor;
        await enqueue(context.db.sql, {
          kind: 'run_check',
          model: model.id,
          monitor: id,
          window,
          cause: asked.cause,
        });
      }
      const names = monitors.map(({ id }) => id).join(t(', '));
      return done(
        t('Checking {model} now: {names}. Say `monitors {model}` in a moment.', { model: model.id, names }),
      );
    }),
});
