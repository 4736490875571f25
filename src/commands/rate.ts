import { no } from '../domain/rejection.ts';
import { alertName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withCare } from './on-model.ts';

/** Pressed with `model/monitor`: whether an alert was worth reading; the digest counts it. */
export const rate = defineCommand({
  verb: 'rate',
  usage: 'rate MODEL/MONITOR yes|no',
  does: message('says whether an alert was useful'),
  group: null,
  run(asked, context) {
    const [about = '', monitor = ''] = asked.about.split('/', 2);
    return withCare({ ...asked, about }, context, {
      verb: 'rate',
      async work({ model }) {
        const ids = model.monitors.map(({ id }) => id);
        // A button has no room for two long names: then the monitor's is cut.
        const beginning = ids.filter((id) => monitor !== '' && id.startsWith(monitor));
        const named = ids.find((id) => id === monitor) ?? (beginning.length === 1 ? beginning[0] : undefined);
        if (named === undefined) {
          const facts = {
            model: model.id,
            monitor: monitor.slice(0, 80),
            monitors: ids.join(t(', ')) || t('none'),
          };
          return refused(no('unknown_monitor', facts).error);
        }
        const useful = (asked.values.useful ?? asked.rest[0]) === 'yes' ? ('yes' as const) : ('no' as const);
        const stream = alertName(model.id, named);
        const command = { type: 'rate' as const, by: asked.by.id, useful };
        const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
        if (!told.ok) return refused(told.error);
        return done(
          useful === 'yes'
            ? t('Thank you: that alert of {model} counts as useful.', { model: model.id })
            : t('Thank you: that alert of {model} counts as noise.', { model: model.id }),
        );
      },
    });
  },
});
