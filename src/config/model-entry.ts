// A model as YAML would say it: with everything spelled out for diffs, and as short as people write it.
import { stringify } from 'yaml';
import { type Dataset, defaultChunks } from '../domain/dataset.ts';
import type { Model } from '../domain/model.ts';
import { defaultFloors, type Monitor } from '../domain/monitor.ts';
import type { SharedPolicy } from '../domain/shared-policy.ts';
import { canonical } from '../lib/hash.ts';
import { builtin, defaultKeyMetric } from './model.ts';
import { monitorDefaults } from './monitors.ts';
import { defaultPolicyEntry, policyEntry } from './policy-entry.ts';
import { writeReference } from './reference.ts';
import { writeDuration } from './scalars.ts';

export type Entry = Record<string, unknown>;

/** Every setting of a model under the names of YAML; what is absent is undefined, what is switched off null. */
export function modelEntry(model: Model): Entry {
  const { policy } = model;
  return {
    id: model.id,
    title: model.title,
    problem: model.problem,
    adverse_effects: model.adverseEffects,
    task: model.task,
    owners: model.owners,
    tags: model.tags,
    tier: model.tier,
    channel: model.channel,
    store: model.store,
    data: datasetEntry(model.dataset),
    registry: model.registry,
    trainer: model.trainer,
    initial_version: model.initialVersion,
    key_metric: model.keyMetric,
    policy: policyEntry(policy),
    monitors: model.monitors.map(monitorEntry),
  };
}

const datasetEntry = ({ features, labels, chunks, ...dataset }: Dataset): Entry => ({
  predictions: dataset.predictions,
  key: dataset.key,
  time: dataset.time,
  version: dataset.version,
  prediction: dataset.prediction,
  score: dataset.score,
  features: features?.map(({ column, type, importance }) =>
    type === null && importance === undefined ? column : { column, type: type ?? undefined, importance },
  ),
  segments: dataset.segments,
  labels: labels && {
    source: labels.source ?? undefined,
    key: labels.key,
    label: labels.label,
    time: labels.time ?? undefined,
    delay: writeDuration(labels.delayMs),
  },
  chunks: chunks && {
    length: writeDuration(chunks.lengthMs),
    lateness: writeDuration(chunks.latenessMs),
    keep: writeDuration(chunks.keepMs),
  },
});

function monitorEntry(monitor: Monitor): Entry {
  const common = {
    id: monitor.id,
    kind: monitor.kind,
    schedule: monitor.schedule,
    window: writeDuration(monitor.windowMs),
    alerts: monitor.alerts,
    open_after: monitor.openAfter,
    close_after: monitor.closeAfter,
    alpha: monitor.alpha,
  };
  if (monitor.kind === 'performance') {
    const limits = monitor.limits.map(({ metric, floor, target }): [string, unknown] => [
      metric,
      target === null ? floor : { floor: floor ?? undefined, target },
    ]);
    return { ...common, limits: Object.fromEntries(limits) };
  }
  const watched = { reference: writeReference(monitor.reference), columns: monitor.columns ?? undefined };
  if (monitor.kind === 'drift') {
    const { effect, floor, threshold, sigmas } = monitor;
    return { ...common, ...watched, effect, floor, threshold, sigmas };
  }
  return {
    ...common,
    ...watched,
    missing: monitor.missing,
    unseen: monitor.unseen,
    out_of_range: monitor.outOfRange,
    min_rows: monitor.minRows ?? undefined,
    freshness: monitor.freshnessMs === null ? undefined : writeDuration(monitor.freshnessMs),
  };
}

/** The YAML of a model, without what the defaults say anyway; `models:` in a file reads it back as the same model. */
export function toYaml(model: Model, shared: readonly SharedPolicy[] = []): string {
  const entry = modelEntry(model);
  const short = without(entry, {
    title: model.id,
    tags: [],
    tier: 'standard',
    data: {
      segments: [],
      labels: { key: model.dataset.key, delay: '0s' },
      chunks: {
        length: writeDuration(defaultChunks.lengthMs),
        lateness: writeDuration(defaultChunks.latenessMs),
        keep: writeDuration(defaultChunks.keepMs),
      },
    },
    registry: builtin,
    key_metric: defaultKeyMetric(model.task, model.dataset.score !== undefined),
    policy: defaultPolicyEntry(model, shared),
    monitors: [],
  });
  const monitors = model.monitors.map((monitor) => without(monitorEntry(monitor), defaultMonitor(monitor)));
  const models = [{ ...short, ...(monitors.length > 0 ? { monitors } : {}) }];
  // No anchors for repeated lists: what this writes must be read again.
  return stringify({ models }, { aliasDuplicateObjects: false, lineWidth: 0 });
}

const defaultMonitor = (monitor: Monitor): Entry => ({
  id: monitor.kind,
  schedule: monitorDefaults.schedule,
  window: writeDuration(monitorDefaults.windowMs[monitor.kind]),
  alerts: monitorDefaults.alerts,
  open_after: monitorDefaults.openAfter,
  close_after: monitorDefaults.closeAfter,
  alpha: monitorDefaults.alpha,
  effect: monitorDefaults.effect,
  floor: monitor.kind === 'drift' ? defaultFloors[monitor.effect] : undefined,
  missing: monitorDefaults.missing,
  unseen: monitorDefaults.unseen,
  out_of_range: monitorDefaults.outOfRange,
});

/** An entry without members that equal their default or are absent; an object of which nothing is left goes too. */
function without(entry: Entry, defaults: Entry): Entry {
  const kept: Entry = {};
  for (const [key, value] of Object.entries(entry)) {
    const standard = defaults[key];
    if (value === undefined || (standard !== undefined && canonical(value) === canonical(standard))) continue;
    const inner = isEntry(value) ? without(value, isEntry(standard) ? standard : {}) : value;
    if (!isEntry(inner) || Object.keys(inner).length > 0) kept[key] = inner;
  }
  return kept;
}

export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
