/** A model that people add in chat: what they filled in is checked like a file, and against the store. */
import { capital } from '../cards/words.ts';
import type { Enrolled, Filled } from '../commands/contract.ts';
import type { Configuration } from '../config/configuration.ts';
import { sections } from '../config/configuration.ts';
import { crossCheck, type Finding } from '../config/cross-check.ts';
import { kinds } from '../config/kinds.ts';
import { Model, withPolicy } from '../config/model.ts';
import { metrics } from '../config/monitors.ts';
import { readModels, readWorkspace } from '../db/read.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Model as DomainModel } from '../domain/model.ts';
import type { Metric } from '../domain/monitor.ts';
import { sayRejection } from '../domain/rejection.ts';
import type { Ports } from '../effects/ports.ts';
import { worldNow } from '../engine/clock.ts';
import { modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { planSchedules } from '../engine/tick.ts';
import { Fault } from '../lib/fault.ts';
import { day } from '../lib/time.ts';
import { sayAnd } from '../words/list.ts';
import { t } from '../words/t.ts';
import { sayIssue, storeMistake, wrong } from './wrong-field.ts';

/** From a field of the form to its place in YAML, and back from a mistake there. */
const fieldOf: Record<string, string> = {
  id: 'model',
  owners: 'owners',
  problem: 'problem',
  task: 'task',
  store: 'store',
  'data.predictions': 'predictions',
  'data.key': 'key',
  'data.time': 'time',
  'data.prediction': 'prediction',
  'data.score': 'score',
  'data.labels': 'label',
  trainer: 'trainer',
  key_metric: 'floor',
  monitors: 'floor',
};

export async function register({ db, store, log }: Ports, filled: Filled): Promise<Enrolled> {
  const { values, by, channel, cause } = filled;
  const workspace = await readWorkspace(db);
  const known = (await readModels(db)).map(({ model }) => model);
  if (!workspace.channels.some(({ id }) => id === channel)) {
    return wrong('model', t('This channel is not set up yet; say /model channel first'));
  }
  if (known.some(({ id }) => id === values.model))
    return wrong(
      'model',
      t('{model} is registered already; choose another name', { model: values.model ?? '' }),
    );
  if (!by.groups.includes(values.owners as never)) {
    return wrong(
      'owners',
      t('You are not in {group}; choose a group of yours, or ask somebody in it', {
        group: values.owners ?? '',
      }),
    );
  }
  const floor = floorOf(values.floor ?? '');
  if (floor === null) return wrong('floor', t('Write a metric and a number, as in auroc 0.85 or mae 60'));
  if (floor !== undefined && !metrics.includes(floor.metric as Metric))
    return wrong(
      'floor',
      t('There is no metric {metric}; there are {metrics}', {
        metric: floor.metric.slice(0, 40),
        metrics: metrics.join(t(', ')),
      }),
    );
  if (floor !== undefined && !values.label)
    return wrong('floor', t('A limit needs labels; name their column'));
  const now = await worldNow(db.sql);
  const read = Model.safeParse(entryOf(values, { channel, now, floor }));
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const at = issue.path.join('.');
    const place = Object.keys(fieldOf).find((path) => at === path || at.startsWith(`${path}.`));
    return wrong(place ? fieldOf[place]! : 'model', sayIssue(issue));
  }
  const model = withPolicy(read.data, workspace.policies);
  const whole: Configuration = { ...workspace, models: [...known, model] };
  const declared = Object.fromEntries(
    sections.map((section) => [section, new Set(whole[section].map(({ id }) => id as string))]),
  ) as Record<keyof Configuration, Set<string>>;
  const mistake = crossCheck(whole, declared, kinds).find(
    ({ section, id }) => section === 'models' && id === model.id,
  );
  if (mistake) return wrong(fieldOf[mistake.at.join('.')] ?? 'owners', sayMistake(mistake, values));
  const seen = await look({ store, log }, model);
  if (seen !== null) return seen;
  const command = { type: 'configure' as const, model, managedBy: 'chat' as const, by: by.id };
  const told = await tell(db, { stream: modelName(model.id), command }, { cause });
  if (!told.ok) return wrong('model', sayRejection(told.error));
  await planSchedules(db);
  return {
    done: t('{model} is registered and reports here. {monitors} will be checked every day.', {
      model: model.id,
      monitors: sayAnd(model.monitors.map(({ id }) => capital(id))),
    }),
  };
}

/** Between its opening and its sending what a form offers may be gone; the rest is said as where files are read. */
function sayMistake({ at, message }: Finding, values: Record<string, string>): string {
  const chosen = at[0] === 'store' || at[0] === 'trainer' ? values[at[0]] : undefined;
  // A metric's name begins what is said about it.
  if (at[0] === 'key_metric') return message;
  return chosen === undefined
    ? capital(message)
    : t('{name} is gone, or not made for this; choose another', { name: chosen });
}

/** Whether the store has what the form says: columns, and rows to look at. */
async function look(
  { store: open, log }: Pick<Ports, 'store' | 'log'>,
  model: DomainModel,
): Promise<Enrolled | null> {
  const { dataset, task } = model;
  try {
    const store = await open(model);
    const described = await store.describe(dataset);
    const columns = described.map(({ column }) => column);
    const named = {
      key: dataset.key,
      time: dataset.time,
      prediction: dataset.prediction,
      score: dataset.score,
      label: dataset.labels?.label,
    };
    for (const [field, column] of Object.entries(named)) {
      if (column && !columns.includes(column)) {
        const there = columns.slice(0, 12).join(t(', '));
        return wrong(
          field,
          t('There is no column {column}; there are {columns}', { column, columns: there }),
        );
      }
    }
    const numbers = task === 'regression' ? ['prediction', 'label'] : ['score'];
    for (const field of numbers) {
      const column = described.find((one) => one.column === named[field as keyof typeof named]);
      if (column && column.kind !== 'numeric') {
        const { column: name, type } = column;
        return wrong(
          field,
          t('Column {column} holds no numbers: it is of type {type}; name another', { column: name, type }),
        );
      }
    }
    const { rows } = await store.extent({ dataset, window: null, version: null });
    if (rows === 0)
      return wrong('predictions', t('There are no rows yet; send the form again when there are'));
    return null;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    log.warn({ err: thrown, store: model.store }, 'a store refused what a form asks for');
    return storeMistake(thrown, { store: model.store, predictions: dataset.predictions });
  }
}

/** `auroc 0.85`; undefined when nothing was written, null when it makes no sense. */
function floorOf(written: string): { metric: string; value: number } | null | undefined {
  if (written.trim() === '') return undefined;
  const match = /^\s*([a-z_0-9]+)\s*[:=]?\s*(-?\d+(?:\.\d+)?)\s*$/i.exec(written);
  return match ? { metric: match[1]!.toLowerCase(), value: Number(match[2]) } : null;
}

/** The form as the entry that somebody would have written into a file. */
function entryOf(
  values: Record<string, string>,
  {
    channel,
    now,
    floor,
  }: { channel: ChannelId; now: number; floor: { metric: string; value: number } | undefined },
): unknown {
  const given = (name: string) => (values[name]?.trim() ? { [name]: values[name].trim() } : {});
  const date = (at: number) => new Date(Math.floor(at / day) * day).toISOString().slice(0, 10);
  const reference = `${date(now - 28 * day)}..${date(now)}`;
  const { label } = values;
  return {
    id: values.model?.trim(),
    ...given('problem'),
    task: values.task,
    owners: [values.owners],
    channel,
    store: values.store,
    data: {
      predictions: values.predictions?.trim(),
      key: values.key?.trim(),
      time: values.time?.trim(),
      prediction: values.prediction?.trim(),
      ...given('score'),
      ...(label?.trim() && { labels: { label: label.trim() } }),
    },
    ...given('trainer'),
    ...(floor && { key_metric: floor.metric }),
    monitors: [
      { id: 'drift', kind: 'drift', schedule: '0 6 * * *', window: '7d', reference },
      { id: 'quality', kind: 'quality', schedule: '30 6 * * *', window: '1d', reference },
      ...(floor
        ? [
            {
              id: 'performance',
              kind: 'performance',
              schedule: '15 6 * * *',
              window: '28d',
              limits: { [floor.metric]: floor.value },
            },
          ]
        : []),
    ],
  };
}
