import { withoutData } from '../domain/alert.ts';
import type { Digest, Rating } from '../domain/digest.ts';
import type { Situation } from '../domain/situation.ts';
import { sayDuration, sayInstant } from '../lib/time.ts';
import { sentences } from '../words/list.ts';
import { t, tLine } from '../words/t.ts';
import { openAlerts, sayAlerts } from './alerts.ts';
import type { Block, Card, Line, Span } from './card.ts';
import { keyLine, keyWords } from './key-number.ts';
import { sayNextStep } from './next-step.ts';
import { stateOf, stateWord, worseFirst } from './state.ts';
import { sayLine, sayVersion, shortId } from './words.ts';

/** A week in one message; a week in which nothing happened in one line. */
export function digestCard(digest: Digest): Card {
  const { period, situations, alerts, approvals, switches, heldBack, ratings, seal } = digest;
  const worst = situations
    .filter((s) => ['failing', 'warning', 'no_data'].includes(stateOf(s)))
    .toSorted(worseFirst);
  const waiting = situations.filter(({ cycle }) => cycle?.phase === 'proposed' || cycle?.phase === 'offered');
  const at = sayInstant(period.to);
  const n = situations.length;
  const base = {
    key: `digest-${digest.channel.id}-${period.to}`,
    title: t('Week to {at} · {n, plural, one {# model} other {# models}} in {channel}', {
      ...{ at, n, channel: digest.channel.title },
    }),
    actions: [],
  };
  const happened =
    alerts.opened + alerts.closed + approvals.given + approvals.denied + switches.length + heldBack;
  const sealed =
    seal && t('Audit seal {hash} over {n} entries.', { hash: seal.hash.slice(0, 12), n: seal.events });
  if (happened === 0 && worst.length === 0 && waiting.length === 0) {
    const summary = t(
      'Week to {at}: {n, plural, =0 {no model reports here yet} one {the model is healthy} other {all # models are healthy}}, nothing waits for you.',
      { at, n },
    );
    return { ...base, tone: 'ok', summary, blocks: [text(sentences(summary, sealed))] };
  }
  const needs = [...new Set([...waiting, ...worst])];
  const steady = situations.filter((s) => !needs.includes(s));
  const blocks: Block[] = [
    ...needs.slice(0, mostNeeds).map((s) => text({ bold: t('Needs you: ') }, needWords(s))),
    ...(needs.length > mostNeeds
      ? [
          text(
            t('{n, plural, one {# more needs} other {# more need}} you; say `list` to see all.', {
              n: needs.length - mostNeeds,
            }),
          ),
        ]
      : []),
    ...switches.slice(-mostSwitches).map((one) => text({ bold: switchLabel(one) }, ...switchLine(one))),
    ...(switches.length > mostSwitches
      ? [
          text(
            t('{n, plural, one {# champion} other {# champions}} changed before these.', {
              n: switches.length - mostSwitches,
            }),
          ),
        ]
      : []),
    ...(steady.length > 0
      ? [text({ bold: t('Steady: ') }, t('{what}.', { what: named(steady.map(steadyWords), t('; ')) }))]
      : []),
    ...(heldBack > 0
      ? [
          text(
            { bold: t('Held back: ') },
            t(
              '{n, plural, one {# warning} other {# warnings}}, because the channel had its new messages of the day.',
              { n: heldBack },
            ),
          ),
        ]
      : []),
    ...(ratings.length > 0
      ? [
          text(
            { bold: t('Useful alerts in 90 days: ') },
            t('{what}.', { what: named(ratings.slice(0, mostRatings).map(ratingWords), t(', ')) }),
          ),
        ]
      : []),
    text(sentences(alertWords(digest), approvalWords(digest), sealed)),
  ];
  const changed = switches.map(switchWords);
  const said = [
    t('Week to {at}, {n, plural, one {# model} other {# models}}.', { at, n }),
    needs.length > 0
      ? t('{n, plural, one {# needs} other {# need}} you: {names}.', {
          n: needs.length,
          names: named(
            needs.map(({ model }) => model.id),
            t(', '),
          ),
        })
      : t('Nothing waits for you.'),
    changed.length > 0 ? t('{what}.', { what: named(changed, t(', ')) }) : '',
    t('{opened, plural, one {# alert} other {# alerts}} opened, {closed} closed.', {
      opened: alerts.opened,
      closed: alerts.closed,
    }),
  ];
  return {
    ...base,
    tone: worst.some((s) => stateOf(s) === 'failing') ? 'failing' : worst.length > 0 ? 'warning' : 'ok',
    summary: sentences(...said),
    blocks,
  };
}

type Switch = Digest['switches'][number];

/** A digest is read on a telephone: so many models and changes by name, the rest as a number. */
const mostNamed = 8;
const mostNeeds = 5;
const mostSwitches = 3;
/** The least useful rules are those that somebody should change. */
const mostRatings = 3;

const named = (names: string[], between: string): string =>
  names.length <= mostNamed
    ? names.join(between)
    : t('{names} and {n} more', {
        ...{ names: names.slice(0, mostNamed).join(between), n: names.length - mostNamed },
      });

const text = (...line: Span[]): Block => ({ kind: 'text', line });

/** What is wrong or unknown, or the key number where nothing is; and who must act. */
function needWords(s: Situation): string {
  const open = openAlerts(s);
  const wrong = open.length > 0 ? open : s.alerts.filter(withoutData);
  return sentences(
    t('{model} {state}.', { model: s.model.id, state: stateWord(stateOf(s)) }),
    wrong.length > 0 ? sayAlerts(wrong) : sayLine(keyLine(s)),
    sayNextStep(s),
  );
}

function switchLabel({ how }: Switch): string {
  if (how === 'promoted') return t('Promoted: ');
  return how === 'rolled_back' ? t('Rolled back: ') : t('Changed outside Steward: ');
}

function switchLine({ model, to, at, requestToLiveMs }: Switch): Line {
  const all = { model, version: sayVersion(to as never), at: { at } };
  return requestToLiveMs === null
    ? tLine('{model} {version} {at}.', all)
    : tLine('{model} {version} {at}, request to live {time}.', {
        ...all,
        time: sayDuration(requestToLiveMs),
      });
}

function switchWords({ model, to, how }: Switch): string {
  const all = { model, version: sayVersion(to as never) };
  if (how === 'promoted') return t('{model} promoted to {version}', all);
  return how === 'rolled_back'
    ? t('{model} rolled back to {version}', all)
    : t('{model} changed outside Steward to {version}', all);
}

const ratingWords = ({ model, monitor, useful, rated }: Rating): string =>
  t('{monitor} of {model} {useful} of {rated}', {
    ...{ monitor: shortId(monitor), model: shortId(model), useful, rated },
  });

function steadyWords(s: Situation): string {
  const number = keyWords(s);
  return number ? t('{before}, {next}', { before: s.model.id, next: number }) : s.model.id;
}

const alertWords = ({ alerts }: Digest): string =>
  alerts.useful + alerts.noise > 0
    ? t('Alerts: {opened} opened, {closed} closed; rated useful {useful}, noise {noise}.', { ...alerts })
    : t('Alerts: {opened} opened, {closed} closed.', { opened: alerts.opened, closed: alerts.closed });

function approvalWords({ approvals: { given, denied, medianMs }, refused }: Digest): string {
  const all = { given, denied, refused };
  return medianMs === null
    ? t(
        'Approvals: {given} given, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.',
        all,
      )
    : t(
        'Approvals: {given} given, median wait {wait}, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.',
        {
          ...{ ...all, wait: sayDuration(medianMs) },
        },
      );
}
