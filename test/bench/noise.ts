/**
 * How much a fleet that flaps says: every model raises alerts all day, and twice everything fails at once. Counts the new
 * messages of each channel and day, looks for a failing model that nobody was shown, and how late each was shown.
 * `npm run bench:noise -- [--json] [--models 200] [--channels 8] [--days 30] [--alerts 3] [--posts 5]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../src/db/connect.ts';
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { dayOf } from '../../src/db/posts.ts';
import { advanceTo, beginAt } from '../../src/engine/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { seeded } from '../../src/lib/random.ts';
import { day, hour } from '../../src/lib/time.ts';
import { startFleet } from '../effects/fleet-world.ts';
import { benchmark, count } from './benchmark.ts';

const { models, channels, days, alerts, posts, json } = benchmark(
  'bench:noise',
  'How much a fleet that flaps says.',
)
  .option('--models <count>', 'models that flap', count, 200)
  .option('--channels <count>', 'channels that they tell', count, 8)
  .option('--days <count>', 'simulated', count, 30)
  .option('--alerts <count>', 'raw alerts of a model and day', count, 3)
  .option('--posts <count>', 'new messages of a channel and day', count, 5)
  .parse()
  .opts<{ models: number; channels: number; days: number; alerts: number; posts: number; json: boolean }>();

const begin = Date.UTC(2026, 0, 5);
/** Of the raw alerts of ordinary days. */
const failingShare = 0.05;
const storms = [Math.floor(days / 3), Math.floor((days * 2) / 3)];

const home = await mkdtemp(path.join(tmpdir(), 'steward-noise-'));
const server = await startEmbedded({ folder: home, log: silentLog, disposable: true });
const db = await connect({ url: server.url, log: silentLog });
try {
  await migrate(db);
  await beginAt(db.sql, begin);
  const fleet = await startFleet(db, { models, channels, postsPerDay: posts, live: true });
  const random = seeded('noise');
  /** Models that began to fail and that nobody was shown yet, with the moment in ms of this process. */
  const unseen = new Map<string, number>();
  const lateness: number[] = [];
  fleet.onShow(({ card }) => {
    const text = JSON.stringify(card);
    for (const [model, since] of unseen) {
      if (!new RegExp(`${model}(?![0-9])`).test(text) || card.tone !== 'failing') continue;
      lateness.push(performance.now() - since);
      unseen.delete(model);
    }
  });
  const idle = async () => {
    for (;;) {
      const [row] = await db.sql<{ n: number }[]>`select count(*)::int as n from outbox
        where kind in ('refresh_card', 'list_failing')`;
      if (row!.n === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  let raw = 0;
  let failing = 0;
  let missed = 0;
  /** One raw alert of each of these models: it opens, people are shown what there is room for, and it closes. */
  async function flap(at: number, which: number[], severityOf: () => 'failing' | 'warning'): Promise<void> {
    await advanceTo(db.sql, at);
    const work = which.map((index) => ({ index, severity: severityOf() }));
    raw += work.length;
    for (let from = 0; from < work.length; from += 8) {
      await Promise.all(
        work.slice(from, from + 8).map(async ({ index, severity }) => {
          await fleet.measure(index, 'performance', severity);
          if (severity === 'failing') {
            failing += 1;
            unseen.set(`model-${index}`, performance.now());
          }
        }),
      );
    }
    await idle();
    missed += unseen.size;
    unseen.clear();
    await advanceTo(db.sql, at + hour);
    for (let from = 0; from < work.length; from += 8) {
      await Promise.all(
        work.slice(from, from + 8).map(({ index }) => fleet.measure(index, 'performance', null)),
      );
    }
    await idle();
  }
  const everybody = Array.from({ length: models }, (_, index) => index);
  for (let today = 0; today < days; today++) {
    for (let turn = 0; turn < alerts; turn++) {
      const storm = storms.includes(today) && turn === 1;
      const at = begin + today * day + Math.floor(((turn + 0.2) / alerts) * day);
      await flap(at, everybody, () => (storm || random() < failingShare ? 'failing' : 'warning'));
    }
    if (!json) process.stderr.write(`\rday ${today + 1} of ${days}`);
  }
  await fleet.engine.stop();

  const perDay = new Map<string, number>();
  for (const { channel, at } of fleet.messages()) {
    const place = `${channel} ${dayOf(at)}`;
    perDay.set(place, (perDay.get(place) ?? 0) + 1);
  }
  const sorted = lateness.toSorted((a, b) => a - b);
  const result = {
    ...{ models, channels, days, raw, failing },
    messages: fleet.messages().length,
    mostPerChannelAndDay: Math.max(...perDay.values()),
    missedFailing: missed,
    latenessMs: { p50: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1) },
  };
  process.stdout.write(
    json
      ? `${JSON.stringify(result)}\n`
      : `\n${raw} raw alerts of ${models} models in ${channels} channels, ${days} days, ${storms.length} storms: ${result.messages} messages, ` +
          `at most ${result.mostPerChannelAndDay} a channel and day (goal ${posts}); of ${failing} that failed ${missed} were not shown (goal 0), ` +
          `shown after ${result.latenessMs.p50?.toFixed(0)} ms (median), ${result.latenessMs.most?.toFixed(0)} ms (most, goal 2000)\n`,
  );
} finally {
  await db.close();
  await server.stop();
  await rm(home, { recursive: true, force: true });
}
