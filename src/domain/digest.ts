/** A week of a channel's models, folded from the log and from how they stand now. */
import type { Window } from '../lib/time.ts';
import type { ChannelId, ModelId, MonitorId } from './ids.ts';
import type { LogEntry } from './log-entry.ts';
import type { Situation } from './situation.ts';

export interface Digest {
  period: Window;
  channel: { id: ChannelId; title: string };
  situations: Situation[];
  alerts: { opened: number; closed: number; useful: number; noise: number };
  approvals: { given: number; denied: number; medianMs: number | null; slowestMs: number | null };
  /** Champions that changed, oldest first. */
  switches: {
    model: ModelId;
    /** Null: nobody is champion now. */
    to: string | null;
    how: 'promoted' | 'rolled_back' | 'outside';
    at: number;
    requestToLiveMs: number | null;
  }[];
  refused: number;
  /** Warnings that nobody was shown because the channel had its messages of the day. */
  heldBack: number;
  /** What people said of each monitor's alerts in the last 90 days. */
  ratings: Rating[];
  seal: { hash: string; events: number } | null;
}

export interface Rating {
  model: ModelId;
  monitor: MonitorId;
  useful: number;
  rated: number;
}

interface Given {
  period: Window;
  channel: Digest['channel'];
  situations: Situation[];
  /** Of the period, oldest first. */
  entries: LogEntry[];
  heldBack?: number;
  ratings?: Rating[];
  seal: Digest['seal'];
}

export function digestOf({
  period,
  channel,
  situations,
  entries,
  heldBack = 0,
  ratings = [],
  seal,
}: Given): Digest {
  const count = (type: string, wanted: (entry: LogEntry) => boolean = () => true) =>
    entries.filter((entry) => entry.type === type && wanted(entry)).length;
  const waits = approvalWaits(entries);
  const asked = new Map(
    entries.filter(({ type }) => type === 'retrain_proposed').map((entry) => [entry.stream, entry.at]),
  );
  return {
    period,
    channel,
    situations,
    alerts: {
      opened: count('alert_opened'),
      closed: count('alert_closed'),
      useful: count('alert_rated', ({ event }) => event.useful === 'yes'),
      noise: count('alert_rated', ({ event }) => event.useful === 'no'),
    },
    approvals: {
      given: waits.length,
      denied: count('cycle_closed', ({ event }) => (event.outcome as { result: string }).result === 'denied'),
      medianMs: median(waits),
      slowestMs: waits.length > 0 ? Math.max(...waits) : null,
    },
    switches: entries
      .filter(({ type }) => Object.hasOwn(ways, type))
      .map(({ type, event, at, model, stream }) => ({
        model: model!,
        to: event.to == null ? null : String(event.to),
        how: ways[type]!,
        at,
        requestToLiveMs: type === 'champion_switched' && asked.has(stream) ? at - asked.get(stream)! : null,
      })),
    refused: count('command_refused'),
    heldBack,
    ratings,
    seal,
  };
}

const ways: Record<string, Digest['switches'][number]['how']> = {
  champion_switched: 'promoted',
  champion_restored: 'rolled_back',
  champion_changed_outside: 'outside',
};

const questions = ['retrain_proposed', 'challenger_offered', 'promotion_proposed'];
const answers = ['retrain_approved', 'promotion_approved'];

/** From each question to its yes, in ms of world time. */
function approvalWaits(entries: LogEntry[]): number[] {
  const open = new Map<string, number>();
  const waits: number[] = [];
  for (const { stream, type, at } of entries) {
    if (questions.includes(type)) open.set(stream, at);
    const since = open.get(stream);
    if (answers.includes(type) && since !== undefined) waits.push(at - since);
  }
  return waits;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
