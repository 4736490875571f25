/** One entry of the log in words. */
import { type Ending, endings } from '../domain/cycle/state.ts';
import type { VersionId } from '../domain/ids.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import { type RejectionCode, rejections } from '../domain/rejection.ts';
import { sayVersion, short } from './words.ts';

type Event = LogEntry['event'];
// biome-ignore lint/suspicious/noExplicitAny: entries of other releases may hold anything; every use is turned into text.
type Loose = any;

/** A version in the log of another release may be missing, or no text. */
const version = (id: unknown): string => sayVersion(id == null ? null : (String(id) as VersionId));

const words: Record<string, (event: Event & Loose) => string> = {
  model_configured: ({ managedBy }) => `configured from ${managedBy === 'file' ? 'a file' : 'chat'}`,
  model_removed: () => 'removed',
  workspace_configured: () => 'people, channels, stores and backends configured',
  link_code_issued: () => 'asked for a code to link accounts',
  accounts_linked: ({ link }) =>
    `linked ${short(String(link?.account), 60)} to ${short(String(link?.person), 60)}`,
  accounts_unlinked: () => 'unlinked the accounts that were linked in chat',
  glass_broken: ({ question, vote }) =>
    `decided ${question} alone (break-glass): ${short(String(vote?.reason ?? ''), 100)}`,
  review_owed: ({ review }) => `a review of ${review?.ballot} by somebody else is owed`,
  reviewed: ({ ballot, note }) => `reviewed ${ballot}${note ? `: ${short(String(note), 100)}` : ''}`,
  confirmation_asked: () => 'was handed a one-time link to approve',
  voters_joined: ({ link }) =>
    `${short(String(link?.account), 60)} turned out to be ${short(String(link?.person), 60)}`,
  muted: ({ mute }) => `muted ${mute?.what}: ${short(String(mute?.why ?? ''), 80)}`,
  unmuted: () => 'unmuted',
  champion_changed_outside: ({ from, to }) =>
    `changed outside Steward: the champion is ${to == null ? 'nobody' : version(to)}, it was ${from == null ? 'nobody' : version(from)}`,
  alert_opened: ({ severity }) => `alert opened (${severity})`,
  alert_worsened: () => 'alert is Failing now: a floor was crossed',
  alert_closed: () => 'alert closed',
  alert_acknowledged: () => 'alert acknowledged',
  alert_assigned: ({ to }) => `alert given to ${to}`,
  alert_rated: ({ useful }) => `alert rated ${useful === 'yes' ? 'useful' : 'noise'}`,
  window_measured: ({ verdict }) => `checked: ${String(verdict).replaceAll('_', ' ')}`,
  retrain_proposed: ({ opening }) => `retraining asked for: ${short(String(opening?.reason ?? ''), 100)}`,
  promotion_proposed: ({ evaluation }) => `promotion of ${version(evaluation?.challenger)} asked for`,
  voted: ({ vote }) =>
    vote?.choice === 'yes' ? 'approved' : `denied: ${short(String(vote?.reason ?? ''), 80)}`,
  retrain_approved: () => 'retraining approved, sent to the trainer',
  start_delayed: ({ reason }) => `start refused for now: ${short(String(reason), 100)}`,
  start_unanswered: () => 'the start was not answered',
  training_started: ({ run }) => `training started, run ${short(String(run), 60)}`,
  training_progressed: ({ step }) => `training: ${short(String(step ?? 'goes on'), 60)}`,
  cancel_requested: () => 'asked to stop',
  training_finished: ({ challenger }) => `${version(challenger?.version)} trained`,
  evaluation_waits: ({ reason }) => `comparison waits: ${short(String(reason), 100)}`,
  challenger_offered: ({ evaluation }) =>
    `compared: ${String(evaluation?.comparison?.verdict ?? '').replaceAll('_', ' ')}; offered for promotion`,
  challenger_declined: () => 'compared: worse',
  switch_pending: ({ pending }) =>
    pending?.approval ? 'somebody has to agree at the registry' : 'the registry took it and does it now',
  promotion_approved: () => 'promotion approved',
  champion_switched: ({ to }) => `${version(to)} is champion, read back`,
  champion_regressed: ({ reason }) => `got worse: ${short(String(reason), 100)}`,
  rollback_opened: ({ revert }) => `rollback to ${version(revert?.to)} asked for`,
  rollback_started: ({ revert }) => `rollback to ${version(revert?.to)} asked for`,
  champion_restored: ({ to }) => `${version(to)} is champion again, read back`,
  cycle_closed: ({ outcome }) => `ended: ${endings[outcome?.result as Ending] ?? outcome?.result}`,
  command_refused: ({ command, code }) =>
    `refused: ${command}${code in rejections ? ` (${String(code as RejectionCode).replaceAll('_', ' ')})` : ''}`,
};

/** An entry that this release does not know, or that holds something else than this release writes, is said by its own name. */
export function sayEntry({ type, event }: LogEntry): string {
  const name = type.replaceAll('_', ' ');
  if (!Object.hasOwn(words, type)) return name;
  try {
    return words[type]!(event);
  } catch {
    return name;
  }
}

/** `R-101` or the monitor whose alert it is. */
export function subjectOf({ stream, type }: LogEntry): string {
  if (stream.startsWith('cycle:')) return `${letterOf(type)}-${stream.slice('cycle:'.length)}`;
  return stream.startsWith('alert:') ? (stream.split('/')[1] ?? '') : '';
}

const promotions = [
  'promotion_proposed',
  'challenger_offered',
  'promotion_approved',
  'switch_pending',
  'champion_switched',
  'champion_regressed',
];
const rollbacks = ['rollback_opened', 'rollback_started', 'champion_restored'];
const letterOf = (type: string): string =>
  promotions.includes(type) ? 'P' : rollbacks.includes(type) ? 'B' : 'R';
