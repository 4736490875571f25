import { no } from '../domain/rejection.ts';
import { modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { day, parseDuration, sayInstant } from '../lib/time.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { type Asked, defineCommand } from './contract.ts';
import { withCare } from './on-model.ts';

const longest = 30 * day;

export const mute = defineCommand({
  verb: 'mute',
  usage: 'mute MODEL [MONITOR] 7d WHY',
  does: message('holds its alerts back for a while; Failing still comes through'),
  group: 'act',
  run: (asked, context) =>
    withCare(asked, context, {
      verb: 'mute',
      async work({ model, now }) {
        const { what, length, why } = wordsOf(asked);
        const monitors = model.monitors.map(({ id }) => id as string);
        if (what !== 'all' && !monitors.includes(what)) {
          const facts = { model: model.id, monitor: what.slice(0, 80), monitors: monitors.join(t(', ')) };
          return refused(no('unknown_monitor', facts).error);
        }
        const ms = parseDuration(length);
        if (ms === null || ms <= 0 || ms > longest) {
          const problem = t(
            '"{length}" is no time to mute for. Say for example: mute {model} 7d label outage (at most 30d).',
            { length: length.slice(0, 40), model: model.id },
          );
          return refused(no('bad_words', { problem }).error);
        }
        const told = await tell(
          context.db,
          {
            stream: modelName(model.id),
            command: { type: 'mute', what, until: now + ms, why, by: asked.by.id },
          },
          { cause: asked.cause, impatient: true },
        );
        if (!told.ok) return refused(told.error);
        const muted = { model: model.id, until: sayInstant(now + ms) };
        return done(
          what === 'all'
            ? t(
                'All alerts for {model} are muted until {until}. Failing, approvals and rollbacks still come through.',
                muted,
              )
            : t(
                'Alerts of {what} for {model} are muted until {until}. Failing, approvals and rollbacks still come through.',
                { ...muted, what },
              ),
        );
      },
    }),
});

/** `mute churn drift 7d label outage`, with the monitor left out or not. */
function wordsOf({ values, rest }: Asked): { what: string; length: string; why: string } {
  const firstIsLength = parseDuration(rest[0] ?? '') !== null;
  const words = firstIsLength ? ['all', ...rest] : rest;
  return {
    what: values.what ?? words[0] ?? 'all',
    length: values.until ?? words[1] ?? '7d',
    why: (values.why ?? words.slice(2).join(' ')).trim(),
  };
}
