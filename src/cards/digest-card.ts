import type { Digest, Rating } from '../domain/digest.ts';
import type { Situation } from '../domain/situation.ts';
import { sayDuration, sayInstant } from '../lib/time.ts';
import { sayAlerts } from './alerts.ts';
import type { Block, Card, Span } from './card.ts';
import { keyWords } from './key-number.ts';
import { sayNextStep } from './next-step.ts';
import { stateOf, stateWord } from './state.ts';
import { capital, sayVersion, shortId } from './words.ts';

/** A week in one message; a week in which nothing happened in one line. */
export function digestCard(digest: Digest): Card {
  const { period, situations, alerts, approvals, switches, heldBack, ratings, seal } = digest;
  const worst = situations.filter((s) => ['failing', 'warning', 'no_data'].includes(stateOf(s)));
  const waiting = situations.filter(({ cycle }) => cycle?.phase === 'proposed' || cycle?.phase === 'offered');
  const week = `Week to ${sayInstant(period.to)}`;
  const models = `${situations.length} ${situations.length === 1 ? 'model' : 'models'}`;
  const base = { key: `digest-${digest.channel.id}-${period.to}`, actions: [] };
  const title = `${week} · ${models} in ${digest.channel.title}`;
  const happened =
    alerts.opened + alerts.closed + approvals.given + approvals.denied + switches.length + heldBack;
  const sealed = seal ? `Audit seal ${seal.hash.slice(0, 12)} over ${seal.events} entries.` : '';
  if (happened === 0 && worst.length === 0 && waiting.length === 0) {
    const summary = `${week}: all ${models} healthy, nothing waits for you.`;
    return {
      ...base,
      tone: 'ok',
      title,
      summary,
      blocks: [{ kind: 'text', line: [`${summary} ${sealed}`] }],
    };
  }
  const needs = [...new Set([...waiting, ...worst])];
  const steady = situations.filter((s) => !needs.includes(s));
  const blocks: Block[] = [
    ...needs
      .slice(0, mostNeeds)
      .map((s) =>
        text(
          { bold: 'Needs you: ' },
          `${s.model.id} ${stateWord(stateOf(s))}. ${troubleOf(s)} ${sayNextStep(s)}`,
        ),
      ),
    ...(needs.length > mostNeeds
      ? [text(`${needs.length - mostNeeds} more need you; say \`list\` to see all.`)]
      : []),
    ...switches
      .slice(-mostSwitches)
      .map(({ model, to, how, at, requestToLiveMs }) =>
        text(
          { bold: `${capital(switchWords[how])}: ` },
          `${model} ${sayVersion(to as never)} `,
          { at },
          requestToLiveMs === null ? '.' : `, request to live ${sayDuration(requestToLiveMs)}.`,
        ),
      ),
    ...(switches.length > mostSwitches
      ? [text(`${switches.length - mostSwitches} champions changed before these.`)]
      : []),
    ...(steady.length > 0 ? [text({ bold: 'Steady: ' }, named(steady.map(steadyWords), '; '), '.')] : []),
    ...(heldBack > 0
      ? [
          text(
            { bold: 'Held back: ' },
            `${heldBack} warnings, because the channel had its new messages of the day.`,
          ),
        ]
      : []),
    ...(ratings.length > 0
      ? [
          text(
            { bold: 'Useful alerts in 90 days: ' },
            named(ratings.slice(0, mostRatings).map(ratingWords), ', '),
            '.',
          ),
        ]
      : []),
    text(
      `Alerts: ${alerts.opened} opened, ${alerts.closed} closed${alerts.useful + alerts.noise > 0 ? `; rated useful ${alerts.useful}, noise ${alerts.noise}` : ''}. ` +
        `Approvals: ${approvals.given} given${approvals.medianMs === null ? '' : `, median wait ${sayDuration(approvals.medianMs)}`}, ${approvals.denied} denied, ${digest.refused} presses refused. ${sealed}`,
    ),
  ];
  const changed = switches.map(
    ({ model, to, how }) => `${model} ${switchWords[how]} to ${sayVersion(to as never)}`,
  );
  const said = [
    `${week}, ${models}.`,
    needs.length > 0
      ? `${needs.length} need you: ${named(
          needs.map(({ model }) => model.id),
          ', ',
        )}.`
      : 'Nothing waits for you.',
    changed.length > 0 ? `${named(changed, ', ')}.` : '',
    `${alerts.opened} alerts opened, ${alerts.closed} closed.`,
  ];
  return {
    ...base,
    tone: worst.some((s) => stateOf(s) === 'failing') ? 'failing' : worst.length > 0 ? 'warning' : 'ok',
    title,
    summary: said.filter(Boolean).join(' '),
    blocks,
  };
}

const switchWords = { promoted: 'promoted', rolled_back: 'rolled back', outside: 'changed outside Steward' };

/** A digest is read on a telephone: so many models and changes by name, the rest as a number. */
const mostNamed = 8;
const mostNeeds = 5;
const mostSwitches = 3;
/** The least useful rules are those that somebody should change. */
const mostRatings = 3;

const named = (names: string[], between: string): string =>
  names.length <= mostNamed
    ? names.join(between)
    : `${names.slice(0, mostNamed).join(between)} and ${names.length - mostNamed} more`;

const text = (...line: Span[]): Block => ({ kind: 'text', line });

/** What is wrong; the key number where nothing is. */
function troubleOf(s: Situation): string {
  const open = s.alerts.filter(({ phase }) => phase !== 'quiet');
  return open.length > 0 ? sayAlerts(open) : `${keyWords(s) ?? 'Not checked yet'}.`;
}

const ratingWords = ({ model, monitor, useful, rated }: Rating): string =>
  `${shortId(monitor)} of ${shortId(model)} ${useful} of ${rated}`;

const steadyWords = (s: Situation): string => `${s.model.id}${keyWords(s) ? `, ${keyWords(s)}` : ''}`;
