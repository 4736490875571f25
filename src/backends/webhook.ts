/** A trainer behind a signed webhook: one request starts a run; the run is asked about, or tells by itself. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { isStorable } from '../lib/storable.ts';
import { second } from '../lib/time.ts';
import { askedAbout, sayRequest, startOnce } from './asked.ts';
import {
  defineBackend,
  type OpenBackend,
  type Report,
  type RunState,
  type Trainer,
  type TrainRequest,
} from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { asLater, onceSent, parsed } from './outbound/api.ts';
import { address, openWay, reference, wayShape } from './outbound/settings.ts';
import { expectGood, readSaid, startedBy } from './webhook/answers.ts';
import { finals, hasEnded, lastSaid, placed, runState, Said } from './webhook/said.ts';
import { proven, signed } from './webhook/signed.ts';

const template = (name: string) => address.refine((url) => url.includes(`{${name}}`), `must hold {${name}}`);

const config = z.object({
  url: address.describe('Where a run is asked for'),
  secret: reference.describe('Shared with the trainer, by reference: env:NAME or file:PATH'),
  poll_url: template('run')
    .optional()
    .describe('Where a run is asked about, with {run}. Default: it tells by itself'),
  find_url: template('key').optional().describe('Where a run is found by its key, with {key}'),
  cancel_url: template('run').optional().describe('Where a run is stopped, with {run}'),
  callback_url: address.optional().describe('Where the trainer reaches /hooks/<id> of Steward; sent along'),
  ...wayShape,
});
type Config = z.infer<typeof config>;

// Its runs may say by themselves how they go.
const { hear: _, ...lacks } = onlyTrains;

export const webhook = defineBackend({
  id: 'webhook',
  title: 'A signed webhook',
  config,
  unanswered: 'key',
  lacks,
  async open(settings: Config, options: OpenBackend) {
    const { reports } = options;
    const secret = await options.secret(settings.secret);
    const { way, headers: own } = await openWay(settings, options);
    const call = (
      url: string,
      { method, id, body = '' }: { method: 'GET' | 'POST'; id: string; body?: string },
    ) =>
      way.request(url, {
        method,
        headers: {
          ...own,
          ...signed(secret, id, body),
          'idempotency-key': id,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body }),
      });

    const trainer: Trainer = {
      pollEveryMs: 5 * second,
      async start(request, key) {
        const body = JSON.stringify(messageOf(request, key, settings.callback_url));
        const send = async () =>
          startedBy(await onceSent(call(settings.url, { method: 'POST', id: key, body })));
        return startOnce({ reports, request, key, send, knowsKeys: true });
      },
      async poll(run) {
        const told = await reports.aboutRun(run);
        const ended = told.find(({ kind }) => kind === 'ended');
        if (ended) return ended.body as RunState;
        const { trainBefore } = await askedAbout(reports, run);
        const state = await look(run, { told, times: { trainBefore, now: Date.now() } });
        // Final states stay final, whatever is said later.
        if (finals.includes(state.state)) {
          await reports.add({ kind: 'ended', id: run, run, key: null, body: state });
        }
        return state;
      },
      ...(settings.find_url && { find: (key: string) => find(settings.find_url!, key) }),
      ...(settings.cancel_url && { cancel: (run: RunId) => cancel(settings.cancel_url!, run) }),
    };

    async function look(
      run: RunId,
      { told, times }: { told: Report[]; times: { trainBefore: number; now: number } },
    ): Promise<RunState> {
      if (settings.poll_url === undefined) {
        const news = lastSaid(told);
        if (news) return runState(news, times);
        if (told.some(({ kind }) => kind === 'begun')) return { state: 'queued' };
        throw notFound(run);
      }
      const url = placed(settings.poll_url, 'run', run);
      if (url === null) throw notFound(run);
      const answer = await asLater(call(url, { method: 'GET', id: encodeURIComponent(run) }));
      if (answer.status === 404 || answer.status === 410) throw notFound(run);
      return runState(readSaid(answer), times);
    }

    async function find(url: string, key: string): Promise<RunId | null> {
      const at = placed(url, 'key', key);
      if (at === null) return null;
      const answer = await asLater(call(at, { method: 'GET', id: key }));
      if (answer.status === 404) return null;
      const { run } = readSaid(answer);
      if (!run) return null;
      await reports.add({ kind: 'begun', id: run, run: run as RunId, key, body: {} });
      return run as RunId;
    }

    async function cancel(url: string, run: RunId): Promise<void> {
      const at = placed(url, 'run', run);
      if (at === null) throw notFound(run);
      const id = `cancel-${encodeURIComponent(run)}`;
      const answer = await asLater(call(at, { method: 'POST', id, body: '{}' }));
      if (![404, 409, 410].includes(answer.status)) expectGood(answer);
    }

    /** By key too the end is seen that was told by run. */
    async function about({ run, key }: { run?: RunId | null | undefined; key?: string | null | undefined }) {
      if (run) return reports.aboutRun(run);
      const under = await reports.aboutKey(key ?? '');
      const begun = under.find(({ kind }) => kind === 'begun')?.run;
      return begun ? reports.aboutRun(begun) : under;
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
        if (!isStorable(said.data)) {
          return { outcome: 'unusable', reason: 'It holds a character that cannot be kept.' };
        }
        // What comes after an end is not even kept, or enough of it would push the end out of sight.
        const earlier = await about({ run: run as RunId | undefined, key });
        if (hasEnded(earlier)) return { outcome: 'again' };
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

const messageOf = (request: TrainRequest, key: string, callback: string | undefined) => ({
  type: 'training.requested',
  timestamp: new Date().toISOString(),
  data: { ...sayRequest(request, key), ...(callback && { callback }) },
});

const notFound = (run: RunId) =>
  new Fault('not_found', `The trainer knows no run ${String(run).slice(0, 80)}.`, { retry: 'never' });
