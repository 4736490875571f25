import type { ChannelId } from '../domain/ids.ts';
import type { Standing } from '../domain/situation.ts';
import { type Instant, sayInstant } from '../lib/time.ts';
import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import { openAlerts, sayAlerts } from './alerts.ts';
import type { Block, Card, Line } from './card.ts';
import { stateOf, stateWord } from './state.ts';
import { shortId } from './words.ts';

/** A storm must be seen whole; a table of more is read by nobody. */
const mostRows = 40;

/** A model that something is decided about has a message of its own. */
const stateNow = (s: Standing) => stateOf({ ...s, cycle: null });

/** What fails on a day that already had its messages, worst first; those that recovered stay, and say so. */
export function failingListCard({
  channel,
  day,
  standings,
}: {
  channel: { id: ChannelId; title: string };
  day: Instant;
  standings: Standing[];
}): Card {
  const failing = standings.filter((s) => stateNow(s) === 'failing');
  const others = standings.filter((s) => stateNow(s) !== 'failing');
  const names = (some: Standing[]) => {
    const first = some.slice(0, 5).map(({ model }) => shortId(model.id));
    return some.length > 5
      ? t('{names} and {n} more', { names: first.join(t(', ')), n: some.length - 5 })
      : first.join(t(', '));
  };
  const still =
    standings.length === 0
      ? t('Each of them has a message of its own now.')
      : failing.length === 0
        ? t('None of them is Failing any more.')
        : t('Failing now: {names}. Owners, please look.', { names: names(failing) });
  const rows = [...failing, ...others].slice(0, mostRows).map((s): Line[] => {
    const open = openAlerts(s);
    return [
      [shortId(s.model.id)],
      [stateWord(stateNow(s))],
      [open.length > 0 ? sayAlerts(open) : t('quiet again')],
    ];
  });
  const more = standings.length - rows.length;
  const table: Block = {
    kind: 'table',
    caption: t('Models without a message of their own'),
    columns: [t('Model'), t('State'), t('What')],
    rowHeader: 0,
    rows,
  };
  const blocks: Block[] = [
    rows.length > 0 ? table : { kind: 'text', line: [still] },
    ...(more > 0
      ? [{ kind: 'text', line: [t('{n} more; say `list` to see all.', { n: more })] } satisfies Block]
      : []),
  ];
  return {
    key: `failing-${channel.id}-${day}`,
    tone: failing.length > 0 ? 'failing' : 'ok',
    title: t(
      '{n, plural, =0 {No more models} one {# more model} other {# more models}} of {channel} · {day}',
      { n: standings.length, channel: channel.title, day: sayInstant(day) },
    ),
    summary: sentences(
      t('{channel} had its messages of {day}; models that began to fail afterwards are here.', {
        ...{ channel: channel.title, day: sayInstant(day) },
      }),
      still,
    ),
    blocks,
    actions: [],
    picks: 'model',
    ...(failing.length > 0 && { calls: [...new Set(failing.flatMap(({ model }) => model.owners))] }),
  };
}
