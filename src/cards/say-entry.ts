/** One entry of the log in words. */
import { endings } from '../domain/cycle/state.ts';
import type { VersionId } from '../domain/ids.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import { sayReason } from '../domain/reasons.ts';
import { rejections } from '../domain/rejection.ts';
import { message, saidPlain, t } from '../words/t.ts';
import { verdictWords } from './comparison.ts';
import { sayVersion, short } from './words.ts';

type Event = LogEntry['event'];
// biome-ignore lint/suspicious/noExplicitAny: entries of other releases may hold anything; every use is turned into text.
type Loose = any;

/** A version in the log of another release may be missing, or no text. */
const version = (id: unknown): string => sayVersion(id == null ? null : (String(id) as VersionId));
const text = (value: unknown, most?: number): string => short(String(value), most);
const reason = (value: unknown, most = 100): string => short(sayReason(String(value ?? '')), most);

/** A value of the log by its words; one that this release does not know by its own name. */
const word = (words: Record<string, string>, value: unknown): string =>
  Object.hasOwn(words, String(value)) ? saidPlain(words[String(value)]!) : String(value).replaceAll('_', ' ');

const severities = { warning: message('warning'), failing: message('failing') };
const verdicts = {
  ok: message('ok'),
  breach: message('breach'),
  not_enough_data: message('not enough data'),
  error: message('error'),
};

/** By type of entry. */
export const entryWords: Record<string, (event: Event & Loose) => string> = {
  model_configured: ({ managedBy }) =>
    managedBy === 'file' ? t('configured from a file') : t('configured from chat'),
  model_removed: () => t('removed'),
  workspace_configured: () => t('people, channels, stores and backends configured'),
  link_code_issued: () => t('asked for a code to link accounts'),
  accounts_linked: ({ link }) =>
    t('linked {account} to {person}', { account: text(link?.account, 60), person: text(link?.person, 60) }),
  accounts_unlinked: () => t('unlinked the accounts that were linked in chat'),
  glass_broken: ({ question, vote }) =>
    t('decided {ballot} alone (break-glass): {why}', { ballot: text(question), why: reason(vote?.reason) }),
  review_owed: ({ review }) =>
    t('a review of {ballot} by somebody else is owed', { ballot: text(review?.ballot) }),
  reviewed: ({ ballot, note }) =>
    note
      ? t('reviewed {ballot}: {note}', { ballot: text(ballot), note: reason(note) })
      : t('reviewed {ballot}', { ballot: text(ballot) }),
  confirmation_asked: () => t('was handed a one-time link to approve'),
  voters_joined: ({ link }) =>
    t('{account} turned out to be {person}', {
      ...{ account: text(link?.account, 60), person: text(link?.person, 60) },
    }),
  muted: ({ mute }) =>
    mute?.what === 'all'
      ? t('muted all: {why}', { why: reason(mute?.why, 80) })
      : t('muted {what}: {why}', { what: text(mute?.what), why: reason(mute?.why, 80) }),
  unmuted: () => t('unmuted'),
  champion_changed_outside: ({ from, to }) =>
    t('changed outside Steward: the champion is {champion}, it was {old}', {
      champion: to == null ? t('nobody') : version(to),
      old: from == null ? t('nobody') : version(from),
    }),
  alert_opened: ({ severity }) => t('alert opened ({severity})', { severity: word(severities, severity) }),
  alert_worsened: () => t('alert is Failing now: a hard limit was crossed'),
  alert_closed: () => t('alert closed'),
  alert_acknowledged: () => t('alert acknowledged'),
  alert_assigned: ({ to }) => t('alert given to {person}', { person: text(to) }),
  alert_rated: ({ useful }) => (useful === 'yes' ? t('alert rated useful') : t('alert rated noise')),
  window_measured: ({ verdict }) => t('checked: {verdict}', { verdict: word(verdicts, verdict) }),
  retrain_proposed: ({ opening }) => t('retraining asked for: {why}', { why: reason(opening?.reason) }),
  promotion_proposed: ({ evaluation }) =>
    t('promotion of {version} asked for', { version: version(evaluation?.challenger) }),
  voted: ({ vote }) =>
    vote?.choice === 'yes' ? t('approved') : t('denied: {why}', { why: reason(vote?.reason, 80) }),
  retrain_approved: () => t('retraining approved, sent to the trainer'),
  start_delayed: ({ reason: why }) => t('start refused for now: {why}', { why: reason(why) }),
  start_unanswered: () => t('the start was not answered'),
  training_started: ({ run }) => t('training started, run {run}', { run: text(run, 60) }),
  training_progressed: ({ step }) => t('training: {step}', { step: step ? reason(step, 60) : t('goes on') }),
  cancel_requested: () => t('asked to stop'),
  training_finished: ({ challenger }) => t('{version} trained', { version: version(challenger?.version) }),
  evaluation_waits: ({ reason: why }) => t('comparison waits: {why}', { why: reason(why) }),
  challenger_offered: ({ evaluation }) =>
    t('compared: {verdict}; offered for promotion', {
      verdict: word(verdictWords, evaluation?.comparison?.verdict ?? ''),
    }),
  challenger_declined: () => t('compared: worse'),
  switch_pending: ({ pending }) =>
    pending?.approval
      ? t('somebody has to agree at the registry')
      : t('the registry took it and does it now'),
  promotion_approved: () => t('promotion approved'),
  champion_switched: ({ to }) => t('{version} is champion, read back', { version: version(to) }),
  champion_regressed: ({ reason: why }) => t('got worse: {why}', { why: reason(why) }),
  rollback_opened: ({ revert }) => rollback(revert?.to),
  rollback_started: ({ revert }) => rollback(revert?.to),
  champion_restored: ({ to }) => t('{version} is champion again, read back', { version: version(to) }),
  cycle_closed: ({ outcome }) => t('ended: {how}', { how: word(endings, outcome?.result) }),
  command_refused: ({ command, code }) =>
    code in rejections
      ? t('refused: {command} ({code})', { command: plain(command), code: plain(code) })
      : t('refused: {command}', { command: plain(command) }),
};

const plain = (code: unknown): string => text(code).replaceAll('_', ' ');

const rollback = (to: unknown): string => t('rollback to {version} asked for', { version: version(to) });

/** An entry that this release does not know, or that holds something else than this release writes, is said by its own name. */
export function sayEntry({ type, event }: LogEntry): string {
  const name = type.replaceAll('_', ' ');
  if (!Object.hasOwn(entryWords, type)) return name;
  try {
    return entryWords[type]!(event);
  } catch {
    return name;
  }
}

/** Why, in all the words that somebody wrote; empty where nobody did. */
export function wordsOf({ event }: LogEntry): string {
  const { opening, vote, revert, outcome, note, reason: why }: Event & Loose = event;
  const said = opening?.reason ?? vote?.reason ?? revert?.reason ?? outcome?.why ?? note ?? why;
  return typeof said === 'string' ? sayReason(said) : '';
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
