import { no } from '../domain/rejection.ts';
import { alertName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { closest } from '../lib/closest.ts';
import { sentences } from '../words/list.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withCare } from './on-model.ts';

export const assign = defineCommand({
  verb: 'assign',
  usage: 'assign MODEL PERSON',
  does: message('gives its open alerts to somebody'),
  group: 'act',
  run: (asked, context) =>
    withCare(asked, context, {
      verb: 'assign',
      async work({ model, alerts, people }) {
        const typed = (asked.values.person ?? asked.rest.join(' ')).trim() || asked.by.id;
        const wanted = typed.toLowerCase();
        const to = people.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
        if (!to) {
          const near = closest(
            wanted,
            people.map(({ id }) => id),
          );
          const nobody = t('Nobody here is called "{name}"; write a name as cards show it.', {
            name: typed.slice(0, 80),
          });
          const problem = near ? sentences(nobody, t('Did you mean {near}?', { near })) : nobody;
          return refused(no('bad_words', { problem }).error);
        }
        const open = alerts.filter(({ phase }) => phase !== 'quiet');
        if (open.length === 0) return refused(no('no_alert', { model: model.id }).error);
        for (const { monitor } of open) {
          const command = { type: 'assign' as const, by: asked.by.id, to: to.id };
          const stream = alertName(model.id, monitor!);
          const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
          if (!told.ok) return refused(told.error);
        }
        return done(t('{name} looks after the alerts of {model} now.', { name: to.name, model: model.id }));
      },
    }),
});
