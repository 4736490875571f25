/** Every card that there is, in every state that it has, drawn from situations as tests make them. */
import fc from 'fast-check';
import { auditCard } from '../../src/cards/audit-card.ts';
import type { Card } from '../../src/cards/card.ts';
import { channelCard, welcomeCard } from '../../src/cards/channel-card.ts';
import { decisionCard } from '../../src/cards/decision-card.ts';
import { decisionsCard } from '../../src/cards/decisions-card.ts';
import { digestCard } from '../../src/cards/digest-card.ts';
import { doneCard } from '../../src/cards/done-card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { failingListCard } from '../../src/cards/failing-list-card.ts';
import { formCard } from '../../src/cards/form-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { inboxCard } from '../../src/cards/inbox-card.ts';
import { listCard } from '../../src/cards/list-card.ts';
import { monitorsCard } from '../../src/cards/monitors-card.ts';
import { refusalCard } from '../../src/cards/refusal-card.ts';
import { registerForm } from '../../src/cards/register-form.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { versionsCard } from '../../src/cards/versions-card.ts';
import { waitingCard } from '../../src/cards/waiting-card.ts';
import { commands } from '../../src/commands/index.ts';
import { digestOf } from '../../src/domain/digest.ts';
import { type RejectionCode, rejections } from '../../src/domain/rejection.ts';
import type { Lacking, Situation } from '../../src/domain/situation.ts';
import { waitingFor } from '../../src/domain/waiting.ts';
import { noteOn } from '../../src/surfaces/chat/offline.ts';
import { saidPlain } from '../../src/words/t.ts';
import { anyCycle, openAlert, situation } from '../cards/situations.ts';
import { version } from '../effects/registry-world.ts';
import { driftCard, failingCard, mutedCard, noDataCard, offerCard } from '../surfaces/sample-cards.ts';
import { answers } from './answers.ts';

export interface Shown {
  name: string;
  card: Card;
}

const reached = ({ cycle }: Situation): string =>
  cycle === null ? 'alert' : cycle.phase === 'closed' ? `closed, ${cycle.outcome.result}` : cycle.phase;

/** One situation for each phase and each ending of a cycle, with an open alert; the same ones every time. */
function situations(): Map<string, Situation> {
  const found = new Map([['alert', situation({ alerts: [openAlert] })]]);
  for (const cycle of fc.sample(anyCycle, { numRuns: 3000, seed: 42 })) {
    const s = situation({ alerts: [openAlert], cycle });
    if (!found.has(reached(s))) found.set(reached(s), s);
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const ballotOf = ({ cycle }: Situation): string => (cycle && 'ballot' in cycle ? cycle.ballot.id : '');

const here = {
  title: 'ml-churn',
  language: 'en' as const,
  digest: 'monday 09:00 Europe/Berlin',
  setUp: true,
  models: ['churn-v3'],
  others: ['ltv-v1'],
};

export function everyCard(): Shown[] {
  const s = situation({ alerts: [openAlert] });
  const all = situations();
  const shown = (name: string, card: Card | null): Shown[] => (card === null ? [] : [{ name, card }]);
  const period = { from: s.now - 7 * 86_400_000, to: s.now };
  const channel = { id: 'ml' as never, title: 'ml-churn' };
  const { registered } = s;
  const moved = { ...registered, outside: { from: 'v0' as never, at: s.now } };
  const resolved = { v1: { data: 'there', code: 'there', environment: 'there' } } as never;
  const versioned = situation({
    registered: { ...registered, resolved, versions: ['v1', 'v2'].map((id) => version(id)) },
  });
  const away = { ...versioned.registered, problem: 'MLflow does not answer.', answeredAt: s.now };
  const without = (phase: string, lacks: Lacking[]): Card | null => {
    const one = all.get(phase);
    return one ? episodeCard({ ...one, registered: { ...registered, lacks } }, false) : null;
  };
  const review = {
    ...{ ballot: 'R-101', by: 'noor' as never, reason: 'fraud wave, recall 0.61' },
    ...{ at: s.now - 86_400_000, due: s.now + 3_600_000 },
  };
  const seal = { hash: 'a91f03c277be', events: 1284 };
  return [
    ...[...all].flatMap(([phase, one]) => shown(`episode: ${phase}`, episodeCard(one, false))),
    ...shown('episode: over', episodeCard(situation(), true)),
    ...shown('episode: we were offline', noteOn(episodeCard(s, false), s.now - 180_000, s.now)),
    ...[driftCard, offerCard, mutedCard, failingCard, noDataCard].map((card) => ({
      name: `sample: ${card.title}`,
      card,
    })),
    ...shown('status', statusCard(s)),
    ...shown('list', listCard([s, situation()], '')),
    ...shown('inbox', inboxCard([{ situation: s, what: 'retrain', id: 'R-101', deadline: s.now }], [s])),
    ...shown('inbox: nothing', inboxCard([], [])),
    ...shown('monitors', monitorsCard(s)),
    ...shown('versions', versionsCard(versioned)),
    ...shown('versions: the registry is away', versionsCard({ ...versioned, registered: { ...away } })),
    ...shown('episode: the champion was changed elsewhere', episodeCard({ ...s, registered: moved }, false)),
    ...shown(
      'episode: changed elsewhere, and quiet',
      episodeCard(situation({ registered: moved, alerts: [] }), true),
    ),
    ...shown('episode: a registry that Steward cannot promote in', without('offered', ['promote'])),
    ...shown('episode: a trainer that cannot stop', without('training', ['cancel'])),
    ...shown('a day that had its messages', failingListCard({ channel, day: period.to, standings: [s] })),
    ...shown('digest', digestCard(digestOf({ period, channel, situations: [s], entries: [], seal }))),
    ...shown(
      'digest: a quiet week',
      digestCard(digestOf({ period, channel, situations: [situation()], entries: [], seal })),
    ),
    ...shown('decisions: none', decisionsCard([], [])),
    ...shown(
      'audit: broken',
      auditCard({
        model: 'churn-v3',
        since: period.from,
        now: s.now,
        entries: [],
        people: [],
        verified: {
          events: 9,
          broken: { stream: 'model:churn-v3', seq: 4, why: 'it does not match its hash' },
        },
      }),
    ),
    ...[...all].flatMap(([phase, one]) => {
      const waiting = waitingFor(one, { about: ballotOf(one), by: null });
      return shown(`reminder: ${phase}`, waiting && waitingCard(one, waiting, null));
    }),
    ...['R-101', `${s.model.id}/roll_back`, `${s.model.id}/promote`].flatMap((about) => {
      const alone = { ...s, reviews: [review], people: [{ id: 'sam', name: 'Sam', groups: [] } as never] };
      const waiting = waitingFor(alone, { about, by: 'sam' as never })!;
      return shown(`asked by somebody: ${waiting.kind}`, waitingCard(alone, waiting, 'sam' as never));
    }),
    ...shown(
      'episode: a review that is overdue',
      episodeCard({ ...s, reviews: [{ ...review, due: s.now }] }, false),
    ),
    ...shown(
      'a decision, to whoever asked',
      [...all.values()].map(decisionCard).find((card) => card !== null) ?? null,
    ),
    ...shown(
      'help',
      helpCard({
        verbs: commands.flatMap(({ usage, does, group }) =>
          group ? [{ usage, does: saidPlain(does), group }] : [],
        ),
        mayApprove: ['retrain (churn-v3)'],
        mayNot: ['promote (churn-v3, ask ml-leads)'],
      }),
    ),
    ...shown('done', doneCard('You approved R-4821: it is being sent to the trainer. The card follows it.')),
    ...shown('channel', channelCard(here)),
    ...shown('welcome', welcomeCard({ ...here, setUp: false, models: [] }, 12)),
    ...shown(
      'register',
      formCard({
        title: 'Register a model',
        sentences: ['Tell me where its predictions are.'],
        form: registerForm({ stores: ['warehouse'], backends: ['trainer'], groups: ['ml-eng'] }),
      }),
    ),
    ...answers([...all.values()].flatMap(({ cycle }) => cycle ?? [])),
    ...(Object.keys(rejections) as RejectionCode[]).flatMap((code) =>
      shown(
        `refused: ${code}`,
        refusalCard({
          code,
          facts: {
            ballot: 'R-101',
            model: 'churn-v3',
            what: 'Rolling back churn-v3',
            groups: 'ml-leads',
            now: 'it trains',
            version: 'v2',
            problem: 'That makes no sense.',
            others: 'Liam can.',
            id: 'R-9',
            registry: 'registry-prod',
            trainer: 'trainer-prod',
            about: 'P-101',
            at: '2026-01-05 07:00',
            from: '2026-01-05 11:00',
            who: saidPlain('Nobody else who may is known here.'),
            ...(['not_allowed', 'denied_group', 'nobody_can_approve'].includes(code) && { whom: 'ml-leads' }),
          },
        }),
      ),
    ),
  ];
}
