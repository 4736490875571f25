import { no } from '../domain/rejection.ts';
import { alertName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withCare } from './on-model.ts';

export const ack = defineCommand({
  verb: 'ack',
  usage: 'ack MODEL',
  does: message('says that you look after its open alerts'),
  group: 'act',
  run: (asked, context) =>
    withCare(asked, context, {
      verb: 'ack',
      async work({ model, alerts, people }) {
        const open = alerts.filter(({ phase }) => phase !== 'quiet');
        const fresh = open.find(({ phase }) => phase === 'open') ?? open[0];
        if (!fresh) return refused(no('no_alert', { model: model.id }).error);
        const all = open.filter(({ phase }) => phase === 'open');
        for (const alert of all.length > 0 ? all : [fresh]) {
          const stream = alertName(model.id, alert.monitor!);
          const command = { type: 'acknowledge' as const, by: asked.by.id };
          const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
          if (!told.ok) {
            const { code, facts } = told.error;
            const by = people.find(({ id }) => id === facts.by)?.name;
            return refused({ code, facts: by ? { ...facts, by } : facts });
          }
        }
        return done(t('You acknowledged the alerts of {model}. The card says so.', { model: model.id }));
      },
    }),
});
