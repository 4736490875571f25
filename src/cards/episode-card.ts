/** The one card of an episode, from the first alert to the last decision, drawn from the state whenever it is sent. */
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { sentences } from '../words/list.ts';
import { t, tLine } from '../words/t.ts';
import { acknowledge, mute, notUseful, read, requestRetrain, unmute } from './actions.ts';
import { alertBlocks, openAlerts, sayAlerts } from './alerts.ts';
import type { Action, Block, Card } from './card.ts';
import { cancelling, evaluating, proposed, submitting, training, unknown } from './episode/forward.ts';
import { offered, promoting, reverting, watching } from './episode/later.ts';
import { closed } from './episode/over.ts';
import type { Draw, Part } from './episode/part.ts';
import { keyWords } from './key-number.ts';
import { sayOutside } from './outside.ts';
import { registryTrouble } from './registry-trouble.ts';
import { reviewAction, reviewBlocks, sayReview } from './reviews.ts';
import { stateOf, stateWord } from './state.ts';
import { lengthOf, person, sayVersion, short, shortId } from './words.ts';

const parts: { [P in OpenedCycle['phase']]: Draw<P> } = {
  proposed,
  submitting,
  unknown,
  training,
  cancelling,
  evaluating,
  offered,
  promoting,
  watching,
  reverting,
  closed,
};

const partOf = (s: Situation): Part | null =>
  // TypeScript cannot see that the part found under a phase draws cycles of that phase.
  s.cycle === null ? null : (parts[s.cycle.phase] as Draw<OpenedCycle['phase']>)(s, s.cycle);

export const episodeKey = ({ episode }: Situation): string => `episode-${episode?.id ?? 0}`;

/** @param ended all is quiet again: the card closes with one line and keeps no button that acts. */
export function episodeCard(s: Situation, ended: boolean): Card {
  const part = partOf(s);
  const tone = stateOf(s);
  const key = episodeKey(s);
  const name = `${s.model.id} · ${sayVersion(s.registered.champion)}`;
  if (ended) return endedCard(s, { key, name, part });
  const alerts = openAlerts(s);
  const open = s.cycle !== null && s.cycle.phase !== 'closed';
  const actions: Action[] = [
    ...(part?.actions ?? []),
    ...s.reviews.slice(0, 2).map(reviewAction),
    ...(!open && s.model.trainer && !part?.actions.length ? [requestRetrain(s)] : []),
    ...(!open && alerts.some(({ phase }) => phase === 'open') ? [acknowledge(s)] : []),
    ...(s.mutes.length > 0 ? [unmute(s)] : alerts.length > 0 ? [mute(s)] : []),
    ...(alerts[0]?.monitor && alerts[0].useful === null ? [notUseful(s, alerts[0].monitor)] : []),
    read('history', s.model.id, t('History')),
  ];
  const said = [
    alerts.length > 0
      ? sentences(
          t('{model} {version}: {state}.', {
            ...{ model: s.model.id, version: sayVersion(s.registered.champion), state: stateWord(tone) },
          }),
          sayAlerts(alerts),
        )
      : '',
    part?.says ?? (alerts.length > 0 || s.reviews.length === 0 ? t('Owners, please choose.') : ''),
    ...s.reviews.slice(0, 2).map((review) => sayReview(s, review)),
  ];
  return {
    key,
    tone,
    title: part && (open || alerts.length === 0) ? `${name} · ${part.headline}` : name,
    summary: sentences(...said),
    blocks: fitting(
      { text: alertBlocks(s, alerts, { brief: open }), weight: 1 },
      { text: part?.blocks ?? [], weight: 0 },
      { text: reviewBlocks(s), weight: 0 },
      { text: notes(s), weight: 2 },
    ),
    actions,
    ...callsOf(s),
  };
}

/** Those who must act now: they are mentioned when the card is new, and never again. */
function callsOf({ cycle, alerts, model }: Situation): Pick<Card, 'calls'> {
  if (cycle?.phase === 'proposed' || cycle?.phase === 'offered') return { calls: cycle.ballot.groups };
  if (cycle !== null && cycle.phase !== 'closed') return {};
  return alerts.some(({ phase }) => phase === 'open') ? { calls: model.owners } : {};
}

const mostBlocks = 8;
const mostCharacters = 600;

/**
 * Blocks in the order given, as many as there is room for. What is asked of people (0) is kept before what is wrong (1), and
 * that before notes (2); a block that does not fit is left out whole.
 */
function fitting(...groups: { text: Block[]; weight: number }[]): Block[] {
  const all = groups.flatMap(({ text, weight }) => text.map((block) => ({ block, weight })));
  const kept = new Set<Block>();
  let characters = 0;
  for (const { block } of all.toSorted((a, b) => a.weight - b.weight)) {
    const length = block.kind === 'text' ? lengthOf(block.line) + 1 : 0;
    if (kept.size >= mostBlocks || characters + length > mostCharacters) continue;
    kept.add(block);
    characters += length;
  }
  return all.map(({ block }) => block).filter((block) => kept.has(block));
}

function notes(s: Situation): Block[] {
  const blocks: Block[] = [];
  for (const { what, until, by, why } of s.mutes.slice(0, 1)) {
    const muted = { until: { at: until }, by: person(s, by), why: short(why, 80) };
    const line =
      what === 'all'
        ? tLine('All alerts muted until {until} by {by}: {why}', muted)
        : tLine('{monitor} alerts muted until {until} by {by}: {why}', { ...muted, monitor: shortId(what) });
    blocks.push({ kind: 'text', line });
  }
  const outside = outsideSince(s);
  if (outside !== null) blocks.push({ kind: 'text', line: [outside] });
  const trouble = registryTrouble(s);
  if (trouble !== null) {
    const line = tLine('The registry cannot be read: {trouble} Promotion and rollback wait for it.', {
      trouble,
    });
    blocks.push({ kind: 'text', line });
  }
  return blocks;
}

/** What happened to the champion elsewhere since this card is there. */
const outsideSince = (s: Situation): string | null =>
  (s.registered.outside?.at ?? 0) >= (s.episode?.startedAt ?? 0) ? sayOutside(s) : null;

function endedCard(
  s: Situation,
  { key, name, part }: { key: string; name: string; part: Part | null },
): Card {
  const outside = outsideSince(s);
  const number = keyWords(s);
  const quiet = number ? t('All is quiet again: {number}.', { number }) : t('All is quiet again.');
  const closed = s.alerts
    .filter(({ closedAt }) => closedAt !== null && s.episode !== null && closedAt >= s.episode.startedAt)
    .slice(0, 3)
    .map(({ monitor, closedAt }) =>
      t('The {monitor} alert closed {at}.', { monitor: shortId(monitor ?? ''), at: sayInstant(closedAt!) }),
    );
  const how = t('{model}: {sentence}', { model: s.model.id, sentence: part?.says ?? outside ?? quiet });
  const summary = sentences(how, ...closed);
  return {
    key,
    tone: stateOf(s),
    title: `${name} · ${part?.headline ?? (outside === null ? t('quiet again') : t('champion changed outside Steward'))}`,
    summary,
    blocks: [{ kind: 'text', line: [summary] }],
    actions: [read('history', s.model.id, t('History'))],
  };
}
