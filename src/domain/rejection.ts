import type { Result } from '../lib/result.ts';
import { speech } from '../words/language.ts';

/** Every expected no, with the sentence that the person reads. `{name}` is filled from the rejection's facts. */
export const rejections = {
  wrong_phase:
    'That is no longer possible: {now}. Your press changed nothing; the newest card shows what can be done.',
  stale_card:
    'This card is out of date: what it asked about has changed. Nothing was done; look at the card again.',
  own_proposal: 'You asked for {ballot}, so someone else must approve. {others}',
  not_allowed: '{what} needs {groups}; you are not in it. Ask somebody who is; nothing was changed.',
  denied_group:
    '{what} is for nobody in {except}, and you are in it. Others of {groups} can. Nothing was changed.',
  already_voted: 'You already voted on {ballot}; it counts once, and nothing more is needed from you.',
  already_decided:
    '{ballot} was decided before your press: {now}. Your press was not used; `{ballot}` shows who decided.',
  second_factor: 'A yes to {ballot} counts only by its one-time link. Press the button once more to get one.',
  no_question:
    '{ballot} asks nothing at the moment, so there is nothing to decide. `inbox` shows what waits for you.',
  no_break_glass:
    'Nobody may decide {ballot} alone: its policy names no group for emergencies (`break_glass`). Ask those who can approve it; nothing was changed.',
  own_review: 'You decided {ballot} alone, so somebody else of {groups} must review it.',
  no_review: 'Nothing called {ballot} waits for a review. `inbox` shows what waits for you.',
  reminded_already:
    'They were told of {about} less than four hours ago ({at}). Nobody was told again; you can ask from {from}.',
  nobody_to_remind: '{who} Nobody was told; please ask them yourself.',
  reason_required: 'Please give a reason; nothing was changed.',
  too_long:
    'That is too long: {n} characters, of which at most {most} can be kept. Shorten it; nothing was changed.',
  bad_code:
    'That code is not known, was used already, or is older than ten minutes. Say `link` where I know you and use the new one.',
  own_code:
    'You made this code as who you are here. Say it on the other platform, where I do not know you yet.',
  two_people:
    'You are {other} here and {one} there, and both are written in a file. Whoever runs Steward must make them one person there.',
  not_linked: 'No account was linked to you in chat, so there is nothing to undo. `link` links one.',
  linked_meanwhile: 'Your account was linked a moment ago. Nothing was changed; do it again in a minute.',
  cycle_open: '{model} already has {cycle} open ({now}). Finish or cancel that first.',
  nobody_can_approve: 'Nobody could approve this: {why}. {ask} Nothing was asked.',
  no_trainer: '{model} has no trainer configured, so nobody can ask for retraining. Its owners can name one.',
  cannot_promote:
    'Steward cannot set the champion in {registry}. Do it there for {model}: it is noticed here by itself. Nothing was changed.',
  cannot_cancel:
    'The trainer {trainer} cannot be told to stop. End the run there: {ballot} ends with it. Nothing was changed.',
  no_champion: '{model} has no champion in its registry yet. Set one there first.',
  no_previous_version:
    '{model} has no earlier champion to go back to. `versions {model}` shows what else could be promoted.',
  already_champion: '{version} already is the champion of {model}; there is nothing to promote.',
  which_model: 'Say which model: {models}.',
  unknown_model: 'No model named "{model}". {closest}',
  no_challenger: '{model} has no version beside its champion {champion}; train or register one first.',
  unknown_version: '{model} has no version "{version}". It has: {versions}.',
  unknown_monitor: '{model} has no monitor "{monitor}". It has: {monitors}.',
  unknown_verb: 'There is no command "{verb}". {closest}',
  which_id: 'Say which one, as in R-4821. `inbox` shows what waits for you.',
  unknown_id: 'Nothing here is called {id}. `inbox` shows what waits for you, `decisions` what was decided.',
  bad_words: '{problem}',
  no_alert: '{model} has no open alert, so there is nothing to look after.',
  already_acknowledged: 'Already acknowledged by {by}. `assign` gives it to somebody else.',
  not_muted: '{model} is not muted; its alerts come through.',
  managed_by_file: '{model} is managed by a file; change it there and run `steward apply`.',
  cycle_blocks_removal: '{model} has {cycle} open; finish or cancel it before it is removed.',
  stuck:
    '{model} is stuck after a rollback that could not be confirmed ({cycle}). Look at the registry, then say `rollback {model}`: that confirms it.',
  stale_comparison: 'The champion is {champion} now, not {compared}; compare again before anybody promotes.',
  trained_on_rows:
    'Version {version} was trained on rows up to {until}; they overlap the comparison from {from}. Compare again when there are newer labels.',
} as const;

export type RejectionCode = keyof typeof rejections;

/** An expected no: a value, never thrown. */
export interface Rejection {
  code: RejectionCode;
  facts: Record<string, string>;
}

export const no = (
  code: RejectionCode,
  facts: Record<string, string> = {},
): { ok: false; error: Rejection } => ({ ok: false, error: { code, facts } });

export type Decided<T> = Result<T, Rejection>;

/** The sentence for a rejection; a fact that is missing is left out. */
export const sayRejection = (rejection: Rejection): string =>
  speech()
    .say(rejections[rejection.code])
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => rejection.facts[name] ?? '')
    .trim();
