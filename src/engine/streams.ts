/** Which decider speaks for which stream, and how streams are named. */
import { alert } from '../domain/alert.ts';
import { cycle } from '../domain/cycle/cycle.ts';
import type { Decider, Typed } from '../domain/decider.ts';
import type { CycleId, ModelId, MonitorId } from '../domain/ids.ts';
import { modelStream } from '../domain/model-stream.ts';
import { workspaceStream } from '../domain/workspace-stream.ts';

export const deciders = { model: modelStream, alert, cycle, workspace: workspaceStream };

export type StreamKind = keyof typeof deciders;

type Part<K extends StreamKind> =
  (typeof deciders)[K] extends Decider<infer State, infer Command, infer Event>
    ? { state: State; command: Command; event: Event }
    : never;
export type StateOf<K extends StreamKind> = Part<K>['state'];
export type CommandOf<K extends StreamKind> = Part<K>['command'];
export type EventOf<K extends StreamKind> = Part<K>['event'];

/** A stream's name: its kind, and which one of that kind. */
export interface StreamName<K extends StreamKind = StreamKind> {
  kind: K;
  id: string;
  model: ModelId | null;
}

export const modelName = (model: ModelId): StreamName<'model'> => ({
  kind: 'model',
  id: `model:${model}`,
  model,
});
export const cycleName = (cycle: CycleId, model: ModelId): StreamName<'cycle'> => ({
  kind: 'cycle',
  id: `cycle:${cycle}`,
  model,
});
export const alertName = (model: ModelId, monitor: MonitorId): StreamName<'alert'> => ({
  kind: 'alert',
  id: `alert:${model}/${monitor}`,
  model,
});
export const workspaceName: StreamName<'workspace'> = { kind: 'workspace', id: 'workspace', model: null };

/** The decider of a kind, with its types left open: the caller pairs it with states read from the same kind. */
export const deciderOf = (kind: StreamKind): Decider<unknown, Typed, Typed> =>
  // TypeScript cannot see that state, command and event all come from one stream of this kind.
  deciders[kind] as unknown as Decider<unknown, Typed, Typed>;
