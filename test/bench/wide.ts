/** `npm run bench:wide -- [--columns 1000] [--rows 100k] [--repeats 1] [--layout days,single] [--json]`: a drift check of very many columns. */
import { parseArgs } from 'node:util';
import { machine, machineLine } from './machine.ts';
import { measure, rowOf, tableHead } from './measured-plans.ts';
import { type FileLayout, layouts, predictionLog } from './prediction-log.ts';
import { bytes, parseCount, sayCount, table } from './report.ts';
import { wideColumns } from './wide-columns.ts';

const { values: options } = parseArgs({
  options: {
    columns: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '100k' },
    repeats: { type: 'string', default: '1' },
    layout: { type: 'string', default: 'days,single' },
    json: { type: 'boolean', default: false },
  },
});

const [columns, rows, repeats] = [options.columns, options.rows, options.repeats].map(parseCount) as [
  number,
  number,
  number,
];
const wanted = options.layout.split(',').map((name): FileLayout => {
  if (!(name in layouts))
    throw new Error(`“${name}” is no layout: write ${Object.keys(layouts).join(' or ')}.`);
  return name as FileLayout;
});
const facts = machine();
const log = await predictionLog(rows, wideColumns(columns));
const plans = await measure(
  wanted.flatMap((layout) =>
    (['count', 'minmax', 'full'] as const).map((plan) => ({ plan, layout, columns })),
  ),
  { folder: log.folder, repeats },
);
if (options.json) {
  console.log(JSON.stringify({ machine: facts, repeats, rows, columns, fileBytes: log.bytes, plans }));
} else {
  console.log(machineLine(facts));
  console.log(
    `\n${sayCount(rows)} rows × ${columns} columns (${bytes(log.bytes)} of Parquet), medians of ${repeats}\n`,
  );
  console.log(table(tableHead, plans.map(rowOf)));
}
