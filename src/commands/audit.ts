import { auditCard } from '../cards/audit-card.ts';
import { readEvents } from '../db/read.ts';
import { no } from '../domain/rejection.ts';
import { verify } from '../engine/audit.ts';
import { day, parseDuration } from '../lib/time.ts';
import { message, t } from '../words/t.ts';
import { refused, shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

export const audit = defineCommand({
  verb: 'audit',
  usage: 'audit MODEL [30d]',
  does: message('shows who decided what, refused presses too, and proves that nothing was edited or cut off'),
  group: 'see',
  run: (asked, context) =>
    withModel(asked, context, async ({ model, people, now }) => {
      const typed = asked.rest.find((word) => word !== 'since') ?? '30d';
      const length = parseDuration(typed);
      if (length === null || length <= 0) {
        const problem = t('"{typed}" is no length of time. Say for example: audit {model} 30d.', {
          typed: typed.slice(0, 40),
          model: model.id,
        });
        return refused(no('bad_words', { problem }).error);
      }
      const since = now - Math.min(length, 3650 * day);
      const entries = await readEvents(context.db, { model: model.id, since, decisions: true, most: 200 });
      const { events, broken } = await verify(context.db);
      return shown(auditCard({ model: model.id, since, now, entries, people, verified: { events, broken } }));
    }),
});
