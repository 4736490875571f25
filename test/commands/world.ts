/** The real router on the real database; only registry and comparison are scripted. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Context } from '../../src/commands/contract.ts';
import { createRouter, type Door } from '../../src/commands/router.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import type { Db } from '../../src/db/connect.ts';
import { readAlerts, readCycles, readEvents, readWorkspace } from '../../src/db/read.ts';
import type { ChannelId, VersionId } from '../../src/domain/ids.ts';
import type { no } from '../../src/domain/rejection.ts';
import type { Registered } from '../../src/domain/situation.ts';
import type { Version } from '../../src/domain/version.ts';
import { alertName, cycleName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { silentLog } from '../../src/lib/log.ts';
import { ok } from '../../src/lib/result.ts';
import { apply } from '../../src/main/apply.ts';
import { freshDatabase } from '../database.ts';
import { evaluationOf } from '../domain/cycle-world.ts';

export const model = 'fremont-bridge' as never;
const channel = 'ml' as ChannelId;

const version = (id: string): Version => ({
  id: id as VersionId,
  createdAt: 0,
  lineage: { data: null, code: null, params: null, environment: null, trainedUntil: null, parent: null },
  metrics: {},
});

/** @param change what this world's configuration has otherwise than the demo's. */
export async function startWorld(change: (demo: Configuration) => Configuration = (demo) => demo) {
  const fresh = await freshDatabase();
  const { db } = fresh;
  const read = await readConfiguration(path.resolve('src/demo/steward'), kinds);
  if (!read.ok) throw new Error('the demo cannot be read');
  await apply(db, change(read.value), { prune: false });
  const registered: Registered = {
    champion: 'v1' as VersionId,
    since: null,
    versions: ['v1', 'v2', 'v3'].map(version),
    challengers: [],
    outside: null,
    resolved: {},
    problem: null,
    answeredAt: null,
    lacks: [],
  };
  const evaluation = {
    verdict: 'better' as 'better' | 'worse' | 'no_clear_winner',
    refused: null as ReturnType<typeof no> | null,
  };
  const page = { url: 'http://127.0.0.1:8080' };
  const contextOn = (on: Db): Context => ({
    db: on,
    log: silentLog,
    page: () => page.url,
    workspace: () => readWorkspace(on),
    registered: async () => registered,
    evaluate: async (_, { champion, challenger }) =>
      evaluation.refused ?? ok({ ...evaluationOf(evaluation.verdict), champion, challenger }),
    digest: () => Promise.reject(new Error('no digest here')),
    register: () => Promise.reject(new Error('no store here')),
    setUpChannel: () => Promise.reject(new Error('no configuration here')),
  });
  const door = (on: Db): Door => createRouter(contextOn(on));
  const { people } = await readWorkspace(db);
  const router = door(db);

  const next = () => `test:${randomUUID()}`;
  const entry = (cause: string, values?: Record<string, string>) => ({
    cause,
    channel,
    ...(values && { values }),
  });
  const by = (id: string) => people.find((person) => person.id === id)!;
  return {
    db,
    registered,
    evaluation,
    /** No two versions can be compared from now on. */
    refuseToEvaluate: (refusal: ReturnType<typeof no>) => {
      evaluation.refused = refusal;
    },
    door,
    context: contextOn(db),
    /** Where links lead. */
    page,
    by,
    say: (words: string, who = 'maya', cause = next()) => router.say(words, by(who), entry(cause)),
    press: (
      press: { verb: string; id: string; seen?: string },
      who = 'maya',
      { cause = next(), values }: { cause?: string; values?: Record<string, string> } = {},
    ) => router.press({ seen: '', ...press }, by(who), entry(cause, values)),
    asks: (press: { verb: string; id: string; seen: string }, who = 'maya') =>
      router.asks(press, by(who), entry(next())),
    cycles: () => readCycles(db, model, 0),
    /** The monitor's limit was crossed: its alert opens. */
    breach: async (monitor = 'performance', severity: 'warning' | 'failing' = 'failing') =>
      tell(
        db,
        {
          stream: alertName(model, monitor as never),
          command: {
            type: 'measured',
            model,
            monitor: monitor as never,
            window: { from: 0, to: 1 },
            revision: 1,
            verdict: 'breach',
            findings: [{ metric: 'mae', value: 62.3, limit: 60, n: 672, verdict: 'breach', severity }],
            version: 'v1' as VersionId,
            openAfter: 1,
            closeAfter: 2,
          },
        },
        { cause: next() },
      ),
    alerts: () => readAlerts(db, model),
    /** Reports of effects, as the outbox would make them. */
    report: async (id: string, command: Parameters<typeof tell<'cycle'>>[1]['command']) =>
      tell(db, { stream: cycleName(id as never, model), command }, { cause: next() }),
    refusals: async () =>
      (await readEvents(db, { types: ['command_refused'], most: 50 })).map(({ by: who, event }) => [
        who,
        event.code,
      ]),
    effects: async (kind: string) =>
      (await db.sql<{ n: number }[]>`select count(*)::int as n from outbox where kind = ${kind}`)[0]!.n,
    [Symbol.asyncDispose]: () => fresh[Symbol.asyncDispose](),
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Opens a request as Maya and answers its number. */
export async function proposed(world: World): Promise<string> {
  const { outcome } = await world.say(`retrain ${model} it drifted`);
  if (outcome !== 'done') throw new Error('the request was refused');
  return (await world.cycles()).at(-1)!.id;
}

/** The same up to a champion that is watched. */
export async function watched(world: World, [from, to] = ['v1', 'v2']): Promise<string> {
  const id = await proposed(world);
  await world.say(`approve R-${id}`, 'liam');
  await world.report(id, { type: 'started', run: 'r1' as never });
  const [champion, challenger] = [from, to] as VersionId[];
  await world.report(id, { type: 'trained', challenger: { version: challenger!, trainedUntil: 0 } });
  const evaluation = { ...evaluationOf('better'), champion: champion!, challenger: challenger! };
  await world.report(id, { type: 'evaluated', evaluation });
  await world.say(`approve P-${id}`, 'noor');
  await world.report(id, { type: 'switched', to: challenger! });
  world.registered.champion = challenger!;
  return id;
}

/** The watch of a cycle ends well. */
export async function held(world: World, id: string): Promise<void> {
  const cycle = (await world.cycles()).find((one) => one.id === id);
  if (cycle?.phase !== 'watching') throw new Error('not watched');
  await world.report(id, { type: 'expire', deadline: cycle.deadline });
}
