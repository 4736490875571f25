/** A life cycle that trains. It is handed the request as variables, and says in one what it made. */
import type { RunId } from '../../domain/ids.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { startedAsSeen } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import type { LifeCycles } from './life-cycles.ts';

const words: Record<string, Meaning> = {
  ACTIVE: { state: 'running' },
  WAITING: { state: 'running', step: 'waits for somebody in ModelOp' },
  STUCK: { state: 'running', step: 'an incident in ModelOp keeps it from going on' },
  SUSPENDED: { state: 'running', step: 'suspended in ModelOp' },
  COMPLETED: 'succeeded',
  EXTERNALLY_TERMINATED: 'cancelled',
  INTERNALLY_TERMINATED: 'cancelled',
};

export interface TrainingOptions {
  signal: string;
  reports: ReportRows;
  /** ModelOp's id of a model; null for one that is not configured. */
  idOf(model: string): string | null;
}

export function lifeCycleTrainer(cycles: LifeCycles, { signal, reports, idOf }: TrainingOptions): Trainer {
  const find = async (key: string): Promise<RunId | null> =>
    ((await cycles.newest(key))?.id as RunId | undefined) ?? null;

  async function send(request: TrainRequest, key: string): Promise<Started> {
    const { model, champion } = request;
    const stored = idOf(model);
    if (stored === null) {
      const reason = `ModelOp has no stored model for ${model}; name it in the backend's settings.`;
      return { outcome: 'refused', reason, retry: 'never' };
    }
    const said = Object.entries(flatRequest(request, key)).map(([name, value]) => [
      name.toUpperCase(),
      value,
    ]);
    const variables = { ...Object.fromEntries(said), STORED_MODEL_ID: stored, MODEL_ID: champion ?? '' };
    return startedAsSeen('ModelOp', await cycles.signal(signal, variables), async () => {
      const run = await find(key);
      return run ? { run } : null;
    });
  }

  return trainerOf({
    ...{ who: 'ModelOp', reports, words, pollEveryMs: 20 * second, send, find },
    async look(run) {
      const { state, reason } = await cycles.get(run);
      if (state !== 'ACTIVE') return { word: state, reason };
      if ((await cycles.incident(run)) !== null) return { word: 'STUCK' };
      return { word: (await cycles.waits(run)) ? 'WAITING' : state };
    },
    made: (_, run) => cycles.variable(run, 'STEWARD_RESULT'),
    stop: (run) => cycles.end(run),
  });
}
