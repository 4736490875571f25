/** A trainer behind a signed webhook: one request starts a run; the run is asked about, or tells by itself. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { parseDuration, second } from '../lib/time.ts';
import {
  defineBackend,
  type OpenBackend,
  type RunState,
  type Trainer,
  type TrainRequest,
} from './contract.ts';
import { outbound } from './outbound/outbound.ts';
import { asLater, expectGood, parsed, readSaid, startedBy } from './webhook/answers.ts';
import { placed, runState, Said } from './webhook/said.ts';
import { proven, signed } from './webhook/signed.ts';

const address = z
  .string()
  .regex(/^https?:\/\/\S+$/, 'must be an address, as in https://trainer.example.com/runs');
const template = (name: string) => address.refine((url) => url.includes(`{${name}}`), `must hold {${name}}`);

const config = z.object({
  url: address.describe('Where a run is asked for'),
  secret: z.string().describe('Shared with the trainer, by reference: env:NAME or file:PATH'),
  poll_url: template('run')
    .optional()
    .describe('Where a run is asked about, with {run}. Default: it tells by itself'),
  find_url: template('key').optional().describe('Where a run is found by its key, with {key}'),
  cancel_url: template('run').optional().describe('Where a run is stopped, with {run}'),
  callback_url: address.optional().describe('Where the trainer reaches /hooks/<id> of Steward; sent along'),
  timeout: z
    .string()
    .refine((text) => (parseDuration(text) ?? 0) > 0, 'write a length of time, as in 30s')
    .default('30s'),
  allow_private: z
    .array(z.string())
    .default([])
    .describe('Private hosts or blocks that may be called: 10.0.0.0/8'),
});
type Config = z.infer<typeof config>;

export const webhook = defineBackend({
  id: 'webhook',
  config,
  lacks: { registry: 'a webhook keeps no versions; use the builtin registry', register: 'no registry' },
  async open(settings: Config, options: OpenBackend) {
    const { reports } = options;
    const secret = await options.secret(settings.secret);
    const way = outbound({
      allow: settings.allow_private,
      timeoutMs: parseDuration(settings.timeout) ?? 30 * second,
    });
    const call = (
      url: string,
      { method, id, body = '' }: { method: 'GET' | 'POST'; id: string; body?: string },
    ) =>
      way.request(url, {
        method,
        headers: {
          ...signed(secret, id, body),
          'idempotency-key': id,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body }),
      });

    const trainer: Trainer = {
      pollEveryMs: 5 * second,
      async start(request, key) {
        await reports.add({
          kind: 'asked',
          id: key,
          run: null,
          key,
          body: { trainBefore: request.trainBefore },
        });
        const body = JSON.stringify(messageOf(request, key, settings.callback_url));
        const started = startedBy(await call(settings.url, { method: 'POST', id: key, body }));
        if (started.outcome === 'started') {
          await reports.add({ kind: 'begun', id: started.run, run: started.run, key, body: {} });
        }
        return started;
      },
      async poll(run) {
        const told = await reports.aboutRun(run);
        const asked = told.find(({ kind }) => kind === 'asked')?.body as { trainBefore?: number } | undefined;
        if (!told.some(({ kind }) => kind === 'begun') || asked?.trainBefore === undefined)
          throw notFound(run);
        const ended = told.find(({ kind }) => kind === 'ended');
        if (ended) return ended.body as RunState;
        const times = { trainBefore: asked.trainBefore, now: Date.now() };
        const state = await look(run, { told, times });
        // Final states stay final, whatever is said later.
        if (['succeeded', 'failed', 'cancelled'].includes(state.state)) {
          await reports.add({ kind: 'ended', id: run, run, key: null, body: state });
        }
        return state;
      },
      ...(settings.find_url && { find: (key: string) => find(settings.find_url!, key) }),
      ...(settings.cancel_url && { cancel: (run: RunId) => cancel(settings.cancel_url!, run) }),
    };

    async function look(
      run: RunId,
      {
        told,
        times,
      }: { told: { kind: string; body: unknown }[]; times: { trainBefore: number; now: number } },
    ): Promise<RunState> {
      const news = told.findLast(({ kind }) => kind === 'told');
      if (settings.poll_url === undefined)
        return news ? runState(Said.parse(news.body), times) : { state: 'queued' };
      const answer = await asLater(call(placed(settings.poll_url, 'run', run), { method: 'GET', id: run }));
      if (answer.status === 404) throw notFound(run);
      return runState(readSaid(answer), times);
    }

    async function find(url: string, key: string): Promise<RunId | null> {
      const answer = await asLater(call(placed(url, 'key', key), { method: 'GET', id: key }));
      if (answer.status === 404) return null;
      const { run } = readSaid(answer);
      if (!run) return null;
      await reports.add({ kind: 'begun', id: run, run: run as RunId, key, body: {} });
      return run as RunId;
    }

    async function cancel(url: string, run: RunId): Promise<void> {
      const answer = await asLater(
        call(placed(url, 'run', run), { method: 'POST', id: `cancel-${run}`, body: '{}' }),
      );
      if (![404, 409].includes(answer.status)) expectGood(answer);
    }

    return {
      trainer,
      async hear(delivery) {
        const known = proven(secret, delivery);
        if (known === null) return { outcome: 'unproven' };
        const said = Said.safeParse(parsed(known.text));
        if (!said.success || !(said.data.run || said.data.key) || !said.data.state) {
          return { outcome: 'unusable', reason: 'A report needs "state", and "run" or "key".' };
        }
        const { run, key } = said.data;
        const added = await reports.add({
          kind: 'told',
          id: known.id,
          run: (run ?? null) as RunId | null,
          key: key ?? null,
          body: said.data,
        });
        return { outcome: added ? 'taken' : 'again' };
      },
      async probe() {
        await way.reach(settings.url);
        return `${new URL(settings.url).host} can be reached`;
      },
      close: async () => {},
    };
  },
});

const messageOf = (request: TrainRequest, key: string, callback: string | undefined) => {
  const { model, cycle, reason, champion, trainBefore, evaluate } = request;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    type: 'training.requested',
    timestamp: iso(Date.now()),
    data: {
      key,
      model,
      cycle,
      reason,
      champion,
      trainBefore: iso(trainBefore),
      evaluate: { from: iso(evaluate.from), to: iso(evaluate.to) },
      ...(callback && { callback }),
    },
  };
};

const notFound = (run: RunId) =>
  new Fault('not_found', `The trainer knows no run ${String(run).slice(0, 80)}.`, { retry: 'never' });
