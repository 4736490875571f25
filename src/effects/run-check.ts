/** One check: measure a window inside the store, keep the findings, and tell the alert. */
import type { TransactionSql } from 'postgres';
import { readFrozen, writeFrozen } from '../db/frozen.ts';
import { readCheck, readCycles, readModel } from '../db/read.ts';
import { openEpisode } from '../db/situation.ts';
import { summaryRows } from '../db/summaries.ts';
import type { Effect } from '../domain/effect.ts';
import { breachesOf, type Finding, verdictOf } from '../domain/finding.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Monitor } from '../domain/monitor.ts';
import { reasons } from '../domain/reasons.ts';
import { worldNow } from '../engine/clock.ts';
import { enqueue } from '../engine/enqueue.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { alertName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { Fault } from '../lib/fault.ts';
import { canonical, fingerprint } from '../lib/hash.ts';
import { storable } from '../lib/storable.ts';
import { measure } from '../monitors/index.ts';
import type { Store } from '../stores/contract.ts';
import { inEnglish } from '../words/kept.ts';
import { cycleReport } from './cycle-report.ts';
import type { Ports } from './ports.ts';
import { readRegistered } from './registered.ts';

type Due = Extract<Effect, { kind: 'run_check' }>;

/** What a check's numbers depend on; a change begins new checks and a new frozen reference. */
export function configHashOf(model: Model, monitor: Monitor): string {
  const { id, schedule, alerts, openAfter, closeAfter, ...measured } = monitor;
  // How counts are kept changes none of them.
  const { chunks, ...dataset } = model.dataset;
  return fingerprint({ measured, task: model.task, store: model.store, dataset });
}

export async function runCheck(ports: Ports, effect: Due, attempt: Attempt): Promise<Ran> {
  const { db } = ports;
  const model = (await readModel(db, effect.model))?.model;
  const monitor = model?.monitors.find(({ id }) => id === effect.monitor);
  // Removed meanwhile: nobody waits for its numbers.
  if (!model || !monitor) return 'done';
  const started = performance.now();
  const { champion, versions } = await readRegistered(ports, model.id);
  const configHash = configHashOf(model, monitor);
  const key = { model: model.id, version: champion, monitor: monitor.id, configHash };
  const now = await worldNow(db.sql);
  const frozen = await readFrozen(ports, key);
  const { window } = effect;
  const measured = await measure({
    monitor,
    model,
    store: await ports.store(model).catch(storeThatFailed),
    shelf: summaryRows(db, model.store),
    window,
    version: model.dataset.version === undefined ? null : champion,
    trainedUntil: versions.find(({ id }) => id === champion)?.lineage.trainedUntil ?? null,
    now,
    frozen,
    signal: attempt.signal,
  });
  // A moving reference is read anew, but its bins stay.
  const isNew = measured.frozen?.layouts !== frozen?.layouts;
  if (measured.frozen && isNew) await writeFrozen(db, key, measured.frozen, now);

  // Names and values come from the store as they are.
  const findings = storable(measured.findings);
  const before = await readCheck(db, model.id, monitor.id, window);
  // Nothing new about this window, whether it was asked twice or a crash fell between keeping and forgetting the task.
  const isKept = before !== null && before.version === champion && sameNumbers(before.findings, findings);
  const revision = (before?.revision ?? 0) + (isKept ? 0 : 1);
  const verdict = verdictOf(findings);
  const row = { configHash, revision, version: champion, now, verdict, findings, started };
  const cause = `check:${configHash}:${window.from}-${window.to}:${revision}`;
  if (!isKept && monitor.alerts) {
    const { openAfter, closeAfter } = monitor;
    const about = { model: model.id, monitor: monitor.id, window, revision, verdict, findings };
    await tell(
      db,
      {
        stream: alertName(model.id, monitor.id),
        command: { type: 'measured', ...about, version: champion, openAfter, closeAfter },
      },
      { cause, also: (sql) => keep(sql, effect, row) },
    );
  } else if (!isKept) {
    await db.sql.begin((sql) => keep(sql, effect, row));
  }
  // Also when the numbers are kept: a crash may have fallen in between, and each cycle hears it once.
  if (monitor.alerts && verdict === 'breach') {
    await tellWatch(ports, effect, { cause, findings, version: champion, model });
  }
  if ((!isKept || attempt.attempt > 1) && (await openEpisode(db, model.id))) {
    await enqueue(db.sql, { kind: 'refresh_card', model: model.id, at: now });
  }
  return 'done';
}

/** A store that could not be opened is down like one that dies later: the monitor says so, and the next check tries again. */
function storeThatFailed(thrown: unknown): Store {
  if (!(thrown instanceof Fault)) throw thrown;
  const fail = () => Promise.reject(thrown);
  return {
    describe: fail,
    extent: fail,
    fit: fail,
    summarize: fail,
    outcome: fail,
    paired: fail,
    close: async () => {},
  };
}

/**
 * Numbers as the database gives them back: `undefined` is gone and the order of names may differ. Twelve digits, because a store
 * that adds with several threads may differ in the last ones, and that is no news.
 */
const sameNumbers = (kept: Finding[], measured: Finding[]): boolean => rounded(kept) === rounded(measured);

const rounded = (findings: Finding[]): string =>
  canonical(
    JSON.parse(
      JSON.stringify(findings, (_, value: unknown) =>
        typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(12)) : value,
      ),
    ),
  );

interface Row {
  configHash: string;
  revision: number;
  version: string | null;
  now: number;
  verdict: string;
  findings: Finding[];
  started: number;
}

async function keep(sql: TransactionSql, effect: Due, row: Row): Promise<void> {
  await sql`insert into checks
      (model, monitor, config_hash, window_from, window_to, revision, version, at, verdict, findings, elapsed_ms)
    values (${effect.model}, ${effect.monitor}, ${row.configHash}, ${effect.window.from}, ${effect.window.to},
      ${row.revision}, ${row.version}, ${row.now}, ${row.verdict}, ${JSON.stringify(row.findings)}::jsonb,
      ${Math.round(performance.now() - row.started)})
    on conflict do nothing`;
}

/** A new champion that breaches while it is watched has regressed; a person decides what follows. */
async function tellWatch(
  ports: Ports,
  effect: Due,
  breach: { cause: string; findings: Finding[]; version: VersionId | null; model: Model },
): Promise<void> {
  const { cause, findings, version, model } = breach;
  for (const cycle of await readCycles(ports.db, effect.model, Number.MAX_SAFE_INTEGER)) {
    if (cycle.phase !== 'watching' || version !== cycle.evaluation.challenger) continue;
    // Where no column names the version, what came before belongs to the champion that was replaced.
    const isMixed = model.dataset.version === undefined && effect.window.from < cycle.promotedAt;
    if (isMixed || effect.window.to <= cycle.promotedAt) continue;
    const [worst] = breachesOf(findings);
    const what = worst?.column ?? worst?.metric;
    const reason =
      what === undefined
        ? inEnglish(reasons.anyOverLimit, { monitor: effect.monitor })
        : inEnglish(reasons.overLimit, { monitor: effect.monitor, what });
    await cycleReport(ports, cycle, { command: { type: 'regressed', reason }, cause });
  }
}
