import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { type Current, plan } from '../../src/config/plan.ts';
import { sayPlan } from '../../src/config/say-plan.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import { accepted, model, team } from './world.ts';

const empty: Configuration = {
  people: [],
  groups: [],
  channels: [],
  stores: [],
  backends: [],
  policies: [],
  models: [],
};
const drift = 'monitors: [{ kind: drift, reference: 2018-01-01..2019-01-01 }]';
const current = (configuration: Configuration, more: Partial<Current> = {}): Current => ({
  configuration,
  fromChat: [],
  openCycles: [],
  ...more,
});
const said = (from: Current, to: Configuration, prune = false) => sayPlan(plan(from, to, { prune }));
const yaml = (more: string) => accepted({ 'all.yaml': team + model(more) });

describe('a plan', () => {
  test('adds what is referred to before what refers to it', async () => {
    expect(said(current(empty), await yaml(''))).toBe(
      [
        '+ store log',
        '+ backend builtin',
        '+ group ml-eng',
        '+ person ana',
        '+ person bob',
        '+ channel alerts',
        '+ model bridge',
        '',
        '7 to add, 0 to change, 0 to remove.',
      ].join('\n'),
    );
  });

  test('of what is there already is empty, whatever the order in the files', async () => {
    const limits = (order: string) => yaml(`monitors: [{ kind: performance, limits: { ${order} } }]`);
    const before = await limits('mae: 60, bias: 3');
    expect(said(current(before), await limits('bias: 3, mae: 60'), true)).toBe('Nothing to change.');
  });

  test('names each setting that changes, in the words of YAML', async () => {
    const before = current(await yaml(drift));
    expect(said(before, await yaml(drift.replace('kind: drift', 'kind: drift, floor: 0.25')))).toContain(
      '~ model bridge  monitors.drift.floor 0.2 -> 0.25\n',
    );
    const after = await yaml(
      'policy: { promote: { expires: 1d }, watch: 2d }\ntrainer: builtin\n'.replace(
        'trainer: builtin\n',
        'tags: [a, b]',
      ),
    );
    expect(said(before, after)).toBe(
      [
        '~ model bridge',
        '    tags [] -> [a, b]',
        '    policy.promote.expires 3d -> 1d',
        '    policy.watch 1d -> 2d',
        '    monitors.drift listed -> none',
        '',
        '0 to add, 1 to change, 0 to remove.',
      ].join('\n'),
    );
  });

  test('does not show passwords, though it shows that they change', async () => {
    const store = (url: string, password: string) =>
      accepted({
        'all.yaml': team.replace('"https://warehouse.example"', `"${url}", password: ${password}`),
      });
    const before = current(await store('https://me:hunter1@w.example', 'hunter2'));
    const text = said(before, await store('https://me:hunter3@w.example', 'env:WAREHOUSE'));
    expect(text).toContain('url (hidden) -> (hidden) (changed)');
    expect(text).toContain('password (hidden) -> env:WAREHOUSE');
    expect(text).not.toContain('hunter');
  });

  test('cannot be forged by line breaks in a value', async () => {
    const after = await yaml('problem: "x\\n- model churn"');
    expect(said(current(await yaml('')), after).split('\n')[0]).toBe(
      '~ model bridge  problem none -> x - model churn',
    );
  });

  test('removes nothing unless asked to, and then what refers first', async () => {
    const before = current(await yaml(''));
    expect(plan(before, empty, { prune: false })).toEqual([]);
    expect(plan(before, empty, { prune: true }).map((change) => change.id)).toEqual([
      'bridge',
      'alerts',
      'ana',
      'bob',
      'ml-eng',
      'builtin',
      'log',
    ]);
  });

  test('refuses to remove a model with an open cycle', async () => {
    const openCycles = [{ model: 'bridge' as ModelId, cycle: 'C-101' }];
    expect(said(current(await yaml(''), { openCycles }), empty, true)).toContain(
      '- model bridge  refused: C-101 is open; finish or cancel it first\n',
    );
  });

  test('leaves alone what was made in chat, and what that needs', async () => {
    const fromChat = [{ section: 'models' as const, id: 'bridge' }];
    const changes = plan(current(await yaml(''), { fromChat }), empty, { prune: true });
    expect(changes.map((change) => [change.id, change.kind === 'remove' && change.refused])).toEqual([
      ['alerts', 'bridge, which was made in chat, needs it'],
      ['ana', null],
      ['bob', null],
      ['ml-eng', 'bridge, which was made in chat, needs it'],
      ['builtin', 'bridge, which was made in chat, needs it'],
      ['log', 'bridge, which was made in chat, needs it'],
    ]);
  });

  test('keeps a group that a person from chat is in', async () => {
    const fromChat = [{ section: 'people' as const, id: 'ana' }];
    expect(said(current(await yaml(''), { fromChat }), empty, true)).toContain(
      '- group ml-eng  refused: ana, which was made in chat, needs it\n',
    );
  });

  test('says in one line that a monitor comes', async () => {
    const before = current(await yaml(''));
    expect(said(before, await yaml(drift))).toContain('~ model bridge  monitors.drift none -> listed\n');
  });

  test('shows that a model from chat is taken over, even when nothing else changes', async () => {
    const fromChat = [{ section: 'models' as const, id: 'bridge' }];
    const same = await yaml('');
    expect(said(current(same, { fromChat }), same, true)).toContain('~ model bridge  taken over from chat\n');
  });
});
