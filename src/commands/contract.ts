import type { Answer } from '../cards/answer.ts';
import type { Action } from '../cards/card.ts';
import type { Db } from '../db/connect.ts';
import type { Digest } from '../domain/digest.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ChannelId, ModelId, VersionId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Decided } from '../domain/rejection.ts';
import type { Registered } from '../domain/situation.ts';
import type { Workspace } from '../domain/workspace-stream.ts';
import type { Log } from '../lib/log.ts';
import type { Window } from '../lib/time.ts';

/** One verb: what a person can say or press. One file each, one line in `index.ts`. */
export interface Command {
  /** Also the file's name. */
  verb: string;
  /** What follows `/model`: `retrain MODEL REASON`. */
  usage: string;
  /** Completes "this command …": a message, said with `saidPlain`. */
  does: string;
  /** Where help lists it; null: only pressed, never typed first. */
  group: 'see' | 'act' | null;
  run(asked: Asked, context: Context): Promise<Answer>;
  /** A form that no card has: what this command asks when words left it out. */
  asks?(asked: Asked, context: Context): Promise<Action | null>;
}

/** A press and typed words are the same question by the time a command sees it. */
export interface Asked {
  /** A model's or ballot's id as it was given; empty when left out. */
  about: string;
  rest: string[];
  /** Fingerprint of what the pressed card showed; null when typed. */
  seen: string | null;
  /** What a form asked for. */
  values: Record<string, string>;
  by: Person;
  channel: ChannelId;
  /** Where on a surface that has places of its own. */
  at?: { surface: string; place: string; title: string };
  /** The surface's own id of this press: the same cause twice has one effect. */
  cause: string;
}

/** What commands may ask; `main` hands it in. They know neither stores nor backends. */
export interface Context {
  db: Db;
  log: Log;
  workspace(): Promise<Workspace>;
  /** Where people reach the page, without a slash at the end. */
  page(): string;
  /** `now` asks the registry itself, for those who act on the answer; else it is the last that it was heard to say. */
  registered(model: ModelId, when?: 'now'): Promise<Registered>;
  evaluate(
    model: ModelId,
    asked: { champion: VersionId; challenger: VersionId; window: Window },
  ): Promise<Decided<Evaluation>>;
  digest(channel: ChannelId, period: Window): Promise<Digest>;
  /** Checks what a form says against store and registry, and adds the model. */
  register(filled: Filled): Promise<Enrolled>;
  /** Makes the place where somebody asks a channel that models report to. */
  setUpChannel(filled: Filled): Promise<Enrolled>;
}

/** A form as somebody filled it in. */
export type Filled = Pick<Asked, 'values' | 'by' | 'channel' | 'cause' | 'at'>;

/** A sentence about what was done, or what is wrong with which field. */
export type Enrolled = { done: string } | { errors: Record<string, string> };

export const defineCommand = (command: Command): Command => command;
