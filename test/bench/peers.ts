/** `npm run bench:peers -- [--rows 100k] [--repeats 3] [--only evidently,nannyml-days] [--json]`: a first drift check beside those of Evidently and NannyML, same file, same run. */
import { benchmark, count, countUpTo, namesOf } from './benchmark.ts';
import { machine, machineLine } from './machine.ts';
import { environment, inPython, inSteward, type Peer, type PeerRun, peers } from './peers/run.ts';
import { columnNames } from './prediction-columns.ts';
import { predictionLog } from './prediction-log.ts';
import { median, sayCount, seconds, table, times } from './report.ts';

/** The others hold all rows in memory. */
const rowsRead = countUpTo(1_000_000, 'the other tools hold all rows in memory');
const known = Object.keys(peers) as Peer[];
const { rows, repeats, only, json } = benchmark(
  'bench:peers',
  'Drift checks of one log by Steward, Evidently and NannyML. Tools that end in -measures run all of their own tests that a check of Steward computes, too.',
)
  .option('--rows <count>', 'rows of the log', rowsRead, 100_000)
  .option('--repeats <count>', 'of which medians are printed', count, 3)
  .option('--only <tools>', 'beside Steward', namesOf(known), known)
  .parse()
  .opts<{ rows: number; repeats: number; only: Peer[]; json: boolean }>();

type Tool = 'steward' | Peer;
const titleOf = (tool: Tool): string => (tool === 'steward' ? 'Steward' : peers[tool].title);
const runners = new Map<Tool, () => Promise<PeerRun>>();
const skipped: { tool: Tool; reason: string }[] = [];
const logs = { log: await predictionLog(rows), before: await predictionLog(10_000) };
runners.set('steward', () => inSteward(logs));
for (const tool of only) {
  try {
    const python = await environment(tool);
    runners.set(tool, () => inPython(tool, python, logs));
  } catch (error) {
    skipped.push({ tool, reason: (error as Error).message });
  }
}

/** All tools once per round, so that a slow minute of the machine meets every tool. */
const runs = new Map<Tool, PeerRun[]>();
for (let round = 0; round < repeats; round += 1) {
  for (const [tool, run] of runners) {
    try {
      runs.set(tool, [...(runs.get(tool) ?? []), await run()]);
    } catch (error) {
      skipped.push({ tool, reason: (error as Error).message });
      runs.delete(tool);
      runners.delete(tool);
    }
  }
}

const middle = (tool: Tool, of: (run: PeerRun) => number | null): number | null => {
  const found = runs.get(tool)!.map(of);
  return found.includes(null) ? null : median(found as number[]);
};
const measured = [...runs.keys()].map((tool) => ({
  tool,
  version: runs.get(tool)![0]!.version,
  drifted: runs.get(tool)![0]!.drifted,
  ms: middle(tool, ({ ms }) => ms)!,
  cpuMs: middle(tool, ({ cpuMs }) => cpuMs)!,
  memoryMb: middle(tool, ({ memoryMb }) => memoryMb),
}));
const own = measured.find(({ tool }) => tool === 'steward');

if (json) {
  console.log(
    JSON.stringify({ machine: machine(), rows, repeats, columns: columnNames.length, measured, skipped }),
  );
} else {
  console.log(machineLine(machine()));
  console.log(
    `\n${sayCount(rows)} rows × ${columnNames.length} columns in one Parquet file, first half against second, medians of ${repeats}\n`,
  );
  const ratio = (value: number | null, to: number | null | undefined) =>
    value === null || to == null ? '–' : times(value / to);
  const head = ['tool', 'time', '÷ Steward', 'CPU', '÷ Steward', 'peak memory', '÷ Steward', 'drifted'];
  const lines = measured.map((one) => [
    `${titleOf(one.tool)} ${one.version && `(${one.version})`}`.trim(),
    seconds(one.ms),
    ratio(one.ms, own?.ms),
    seconds(one.cpuMs),
    ratio(one.cpuMs, own?.cpuMs),
    one.memoryMb === null ? '–' : `${one.memoryMb.toFixed(0)} MB`,
    ratio(one.memoryMb, own?.memoryMb),
    String(one.drifted),
  ]);
  console.log(table(head, lines));
  for (const { tool, reason } of skipped) console.log(`\n${titleOf(tool)} was skipped: ${reason}`);
}
