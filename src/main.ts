/** Wiring: opens everything that one process needs, in order, and closes it in reverse. */

import { createConfirmations } from './commands/confirmations.ts';
import type { Context } from './commands/contract.ts';
import { commands } from './commands/index.ts';
import { createRouter, type Door } from './commands/router.ts';
import type { Settings } from './config/settings.ts';
import { readTeam } from './db/accounts.ts';
import { cardsChanged } from './db/cards.ts';
import type { Db } from './db/connect.ts';
import type { ChannelId } from './domain/ids.ts';
import { evaluate } from './effects/evaluate-challenger.ts';
import { effectRunner } from './effects/index.ts';
import type { Ports } from './effects/ports.ts';
import { readDigest } from './effects/post-digest.ts';
import { lookAt, readRegistered } from './effects/registered.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import type { EffectRunner } from './engine/outbox.ts';
import { planSchedules } from './engine/tick.ts';
import { startHttp } from './http/start-http.ts';
import type { Log } from './lib/log.ts';
import { openDirectory } from './main/directory.ts';
import { enrol } from './main/enrol.ts';
import { hearBackend } from './main/hooks.ts';
import { openDatabase } from './main/open-database.ts';
import { openPorts } from './main/ports.ts';
import { sessionKey } from './main/session-key.ts';
import { createWebSurface, discordSurface, slackSurface } from './surfaces/index.ts';

export interface Steward {
  db: Db;
  engine: Engine;
  router: Door;
  ports: Ports;
  /** Where the page is. */
  url: string;
  /** Finishes what it began and gives the rest back; safe to call twice. */
  close(): Promise<void>;
}

export interface StartOptions {
  settings: Settings;
  log: Log;
  /** Runs before anything does: the demo sets its clock and configuration here. */
  prepare?: (db: Db) => Promise<void>;
  /** Puts something before the router (the demo's clock). */
  door?: (door: Door, steward: { db: Db; engine: Engine; ports: Ports }) => Door;
  /** Stands around every effect: a test ends the process there, as a power cut would. */
  around?: (run: EffectRunner) => EffectRunner;
}

/** Throws `Fault` with a sentence when the database, the port or the configuration stands in the way. */
export async function startSteward(options: StartOptions): Promise<Steward> {
  const closers: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= closeAll(closers, options.log));
  try {
    return { ...(await open(options, (closer) => closers.push(closer))), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function open(
  { settings, log, prepare, door, around = (run) => run }: StartOptions,
  onClose: (closer: () => Promise<unknown>) => void,
): Promise<Omit<Steward, 'close'>> {
  const db = await openDatabase(settings, log);
  onClose(() => db.close());
  await prepare?.(db);
  const ports = openPorts(db, settings, log);
  onClose(() => ports.close());
  await planSchedules(db);

  const engine = startEngine({ db, run: around(effectRunner(ports)), log });
  onClose(() => engine.stop());
  // Links are handed out long after the page listens.
  let page = settings.url ?? '';
  const context: Context = {
    db,
    log,
    page: () => page,
    workspace: () => readTeam(db),
    registered: (model, when) => (when === 'now' ? lookAt : readRegistered)(ports, model),
    evaluate: (model, asked) => evaluate(ports, model, asked),
    ...enrol(ports),
    digest: (channel, period) => readDigest(ports, { channel, period }, null),
  };
  const plain = createRouter(context);
  const router = door?.(plain, { db, engine, ports }) ?? plain;
  const web = createWebSurface({
    router,
    directory: openDirectory(db, 'web'),
    people: 'everyone',
    sessionKey: await sessionKey(settings),
    confirmations: createConfirmations(context),
    log,
  });
  ports.surfaces.push(web.surface);
  onClose(() => web.surface.close());
  const slack = settings.slack
    ? (await slackSurface())({ router, directory: openDirectory(db, 'slack'), log, ...settings.slack })
    : null;
  if (slack !== null) {
    ports.surfaces.push(slack.surface);
    onClose(() => slack.surface.close());
    await slack.start();
  }
  if (settings.discord) {
    const verbs = commands.flatMap(({ verb, usage, does, group }) => (group ? [{ verb, usage, does }] : []));
    const directory = openDirectory(db, 'discord');
    const discord = (await discordSurface())({ router, directory, log, verbs, ...settings.discord });
    ports.surfaces.push(discord.surface);
    onClose(() => discord.surface.close());
    await discord.start();
  }
  const heard = await db.sql.listen(cardsChanged, (channel) => web.notify(channel as ChannelId));
  onClose(() => heard.unlisten());
  const { host, port, url } = settings;
  const hosts = url === null ? settings.hosts : [...settings.hosts, new URL(url).host];
  const notReady = async () => {
    await db.sql`select 1`;
    return null;
  };
  const http = await startHttp({
    host,
    port,
    routes: web.routes,
    signed: { '/hooks/:backend': hearBackend(ports), ...(slack?.door && { '/slack/events': slack.door }) },
    log,
    hosts,
    notReady,
  });
  onClose(() => http.close());
  page ||= http.url;
  return { db, engine, router, ports, url: http.url };
}

/** Newest first; one that fails must not keep the others open. */
async function closeAll(closers: (() => Promise<unknown>)[], log: Log): Promise<void> {
  for (const closer of closers.toReversed()) {
    await closer().catch((thrown: unknown) => log.warn({ err: thrown }, 'something did not close'));
  }
}
