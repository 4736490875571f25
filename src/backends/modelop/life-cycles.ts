/**
 * Model life cycles: processes of the Camunda engine within ModelOp, which signals begin. A signal is a broadcast and answers
 * nothing, so each carries Steward's key as a variable, and the engine's history finds the process that has it.
 */
import { z } from 'zod';
import type { Instant } from '../../lib/time.ts';
import type { Acted } from '../outbound/api.ts';
import { type Api, path } from '../outbound/api.ts';
import { insist } from '../outbound/started.ts';

const engine = '/mlc-service/rest';

const Process = z.object({
  id: z.string(),
  state: z.string(),
  endTime: z.string().nullish(),
  deleteReason: z.string().nullish(),
});
const Variables = z.array(z.object({ value: z.unknown() }));
const Incidents = z.array(z.object({ incidentMessage: z.string().nullish() }));

export interface LifeCycle {
  id: string;
  /** Camunda's own word. */
  state: string;
  endedAt: Instant | null;
  /** Why somebody ended it. */
  reason: string | null;
}

export interface LifeCycles {
  /** What it begins is seen by `newest`. Values are text of at most 4000 characters, as Camunda keeps it. */
  signal(name: string, variables: Readonly<Record<string, string>>): Promise<Acted>;
  /** The newest that a signal with this key began. */
  newest(key: string): Promise<LifeCycle | null>;
  /** Throws Fault `not_found` (never). */
  get(id: string): Promise<LifeCycle>;
  variable(id: string, name: string): Promise<unknown>;
  /** What keeps it from going on, where something does. */
  incident(id: string): Promise<string | null>;
  /** Whether it waits for a person. */
  waits(id: string): Promise<boolean>;
  end(id: string): Promise<void>;
  probe(): Promise<void>;
}

const cycleOf = ({ id, state, endTime, deleteReason }: z.infer<typeof Process>): LifeCycle => ({
  ...{ id, state, reason: deleteReason ?? null },
  endedAt: endTime ? Date.parse(endTime) || 0 : null,
});

export function lifeCycles(api: Api): LifeCycles {
  const search = (body: object, maxResults: number) =>
    api.mustRead(z.array(Process), `${engine}/history/process-instance`, {
      ...{ method: 'POST', query: { maxResults }, body },
    });
  return {
    signal: (name, variables) =>
      api.act(`${engine}/signal`, {
        body: {
          name,
          variables: Object.fromEntries(
            Object.entries(variables).map(([one, value]) => [
              one,
              { value: value.slice(0, 4000), type: 'String' },
            ]),
          ),
        },
      }),
    async newest(key) {
      const [found] = await search(
        {
          // Those that it calls carry the key too.
          rootProcessInstances: true,
          variables: [{ name: 'STEWARD_KEY', operator: 'eq', value: key }],
          sorting: [{ sortBy: 'startTime', sortOrder: 'desc' }],
        },
        1,
      );
      return found ? cycleOf(found) : null;
    },
    get: async (id) =>
      cycleOf(await api.mustRead(Process, `${engine}/history${path`/process-instance/${id}`}`)),
    async variable(id, variableName) {
      const query = { processInstanceId: id, variableName };
      return (await api.mustRead(Variables, `${engine}/history/variable-instance`, { query })).at(-1)?.value;
    },
    async incident(processInstanceId) {
      const all = await api.mustRead(Incidents, `${engine}/incident`, { query: { processInstanceId } });
      return all[0] ? (all[0].incidentMessage ?? 'an incident') : null;
    },
    async waits(processInstanceId) {
      const query = { processInstanceId, maxResults: 1 };
      return (await api.mustRead(z.array(z.object({})), `${engine}/task`, { query })).length > 0;
    },
    end: (id) => insist(api.act(engine + path`/process-instance/${id}`, { method: 'DELETE' }), [404]),
    async probe() {
      await search({}, 1);
    },
  };
}
