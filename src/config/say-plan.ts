import type { Section } from './configuration.ts';
import type { Change } from './plan.ts';

const nouns: Record<Section, string> = {
  people: 'person',
  groups: 'group',
  channels: 'channel',
  stores: 'store',
  backends: 'backend',
  policies: 'policy',
  models: 'model',
};
const signs = { add: '+', change: '~', remove: '-' };

/**
 * A plan as people read it, one line per change and, where there are several, per detail:
 * `+ model fremont-bridge`, `~ model churn  monitors.drift.floor 0.2 -> 0.25`, `- model old`.
 */
export function sayPlan(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing to change.';
  const lines = changes.flatMap((change): string[] => {
    const head = `${signs[change.kind]} ${nouns[change.section]} ${change.id}`;
    if (change.kind === 'add') return [head];
    if (change.kind === 'remove')
      return [change.refused === null ? head : `${head}  refused: ${change.refused}`];
    const details = change.details.map(
      ({ path, from, to }) => `${path} ${oneLine(from ?? 'none')} -> ${oneLine(to ?? 'none')}`,
    );
    if (change.takeover) details.unshift('taken over from chat');
    return details.length === 1
      ? [`${head}  ${details[0]}`]
      : [head, ...details.map((detail) => `    ${detail}`)];
  });
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  return [
    ...lines,
    '',
    `${count('add')} to add, ${count('change')} to change, ${count('remove')} to remove.`,
  ].join('\n');
}

const oneLine = (text: string): string => {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
};
