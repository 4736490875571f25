/** What every registry promises. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assigned, BackendKind, Registry } from '../../src/backends/contract.ts';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import type { Version } from '../../src/domain/version.ts';

export const versionOf = (id: string): Version => ({
  id: id as VersionId,
  createdAt: Date.UTC(2026, 0, 5),
  lineage: {
    data: 'sha256:9c1',
    code: '9f3c2e',
    params: { depth: 6, booster: 'it\'s "quoted"', deep: true },
    environment: 'python 3.12',
    trainedUntil: Date.UTC(2026, 0, 1),
    parent: null,
  },
  metrics: { mae: 31.9 },
});

export interface OpenRegistry extends AsyncDisposable {
  registry: Registry;
  /**
   * Where versions are made elsewhere: a model that has three, the first its champion, under the registry's own names.
   * Absent: the suite registers v1, v2 and v3 itself.
   */
  filled?: { model: ModelId; versions: readonly [string, string, string] };
}

/** What a registry cannot promise, with the reason; it shows as the name of what is left out. */
export interface RegistryLimits {
  /** Its switch is read, compare, write, read back: of two at once the last one wins, and both may be told they did. */
  lastWriterWins?: string;
  /** Roles that it cannot take back, so that no sequence of switches can be tried. */
  oneWay?: string;
}

const champion = 'champion' as const;

export function registryContract(
  kind: Pick<BackendKind, 'id' | 'lacks'>,
  open: () => Promise<OpenRegistry>,
  limits: RegistryLimits = {},
): void {
  const begin = async () => {
    const opened = await open();
    const model = opened.filled?.model ?? ("o'hara; drop table" as ModelId);
    const names = opened.filled?.versions ?? (['v1', 'v2', 'v3'] as const);
    if (!opened.filled) {
      for (const id of names) {
        await opened.registry.register?.(model, versionOf(id), id === 'v1' ? champion : 'challenger');
      }
    }
    let keys = 0;
    const assign = async (to: string, expected: string | null): Promise<Assigned> => {
      const change = { model, role: champion, to: to as VersionId, expected: expected as VersionId };
      // Each is another promotion, even when it moves the champion as one before did.
      keys += 1;
      return settled(opened.registry, await opened.registry.assign!(change, `k-${keys}`));
    };
    const now = async () => (await opened.registry.roles(model)).champion;
    return {
      ...opened,
      model,
      names,
      assign,
      now,
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  };

  describe(`${kind.id} as a registry`, () => {
    test('has exactly the members that it does not lack', async () => {
      await using world = await begin();
      const has = (member: 'assign' | 'register' | 'produced' | 'resolve') => Boolean(world.registry[member]);
      expect({
        promote: has('assign'),
        register: has('register'),
        produced: has('produced'),
        resolve: has('resolve'),
      }).toEqual({
        promote: !kind.lacks.promote,
        register: !kind.lacks.register,
        produced: !kind.lacks.produced,
        resolve: !kind.lacks.resolve,
      });
    });
    test('gives versions back, each once, and knows nothing of a model that it does not have', async () => {
      await using world = await begin();
      const { registry, model, names } = world;
      await registry.register?.(model, versionOf(names[1]), 'challenger');
      const versions = await registry.versions(model);
      expect(versions.map(({ id }) => id).toSorted()).toEqual([...names].toSorted());
      if (!world.filled) expect(versions).toEqual(names.map(versionOf));
      // Those that are known need not be described again, and are neither lost nor moved.
      const again = await registry.versions(model, versions.slice(0, 2));
      expect(again.map(({ id }) => id)).toEqual(versions.map(({ id }) => id));
      expect(await registry.versions('another' as ModelId)).toEqual([]);
      expect(await registry.roles('another' as ModelId)).toEqual({ champion: null, challengers: [] });
    });
    test.skipIf(kind.lacks.champion)('names the champion', async () => {
      await using world = await begin();
      expect(await world.now()).toBe(world.names[0]);
    });
    test.skipIf(kind.lacks.challenger || kind.lacks.register)('names the challengers', async () => {
      await using world = await begin();
      const { registry, model, names } = world;
      for (const id of names.slice(1)) await registry.register!(model, versionOf(id), 'challenger');
      expect((await registry.roles(model)).challengers.toSorted()).toEqual(names.slice(1).toSorted());
    });
    test.skipIf(kind.lacks.promote)('switches what it expects, and says it again as success', async () => {
      await using world = await begin();
      const [v1, v2] = world.names;
      expect(await world.assign(v2, v1)).toEqual({ outcome: 'done' });
      expect(await world.assign(v2, v1)).toEqual({ outcome: 'done' });
      expect(await world.now()).toBe(v2);
    });
    test.skipIf(kind.lacks.promote)('anything else is a conflict that names the champion', async () => {
      await using world = await begin();
      const [v1, v2, v3] = world.names;
      expect(await world.assign(v3, v2)).toEqual({ outcome: 'conflict', actual: v1 });
      expect(await world.assign(v3, null)).toEqual({ outcome: 'conflict', actual: v1 });
      expect(await world.now()).toBe(v1);
    });
    test.skipIf(kind.lacks.promote)('a version that it does not know is refused', async () => {
      await using world = await begin();
      for (const strange of ['987654', '../x', '']) {
        expect((await world.assign(strange, world.names[0])).outcome).toBe('refused');
      }
      expect(await world.now()).toBe(world.names[0]);
    });
    test.skipIf(kind.lacks.promote)(
      'what is under way for another promotion is not told of the one before',
      async ({ skip }) => {
        await using world = await begin();
        const [v1, v2, v3] = world.names.map((name) => name as VersionId);
        const assign = (to: VersionId, expected: VersionId) =>
          world.registry.assign!({ model: world.model, role: champion, to, expected }, `from-${expected}`);
        const first = await assign(v2!, v1!);
        if (first.outcome !== 'pending') return skip('it moves its champion at once');
        expect(await settled(world.registry, first)).toEqual({ outcome: 'done' });
        const second = await assign(v3!, v2!);
        expect(second.outcome).toBe('pending');
        expect(await world.registry.operation!(first.operation)).not.toMatchObject({ state: 'pending' });
        expect(await settled(world.registry, second)).toEqual({ outcome: 'done' });
      },
    );
    test.skipIf(kind.lacks.promote)('of many who switch at once, one does', async ({ skip }) => {
      skip(Boolean(limits.lastWriterWins), limits.lastWriterWins);
      await using world = await begin();
      const [v1, v2, v3] = world.names;
      const wanted = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? v2 : v3));
      const all = await Promise.all(wanted.map((to) => world.assign(to, v1)));
      const done = wanted.filter((_, n) => all[n]!.outcome === 'done');
      expect(new Set(done)).toEqual(new Set([await world.now()]));
    });
    test.skipIf(kind.lacks.promote || limits.oneWay)(
      'after any sequence the champion is the last that was done',
      async () => {
        await using world = await begin();
        const seen = new Set<string>();
        let now: string = world.names[0];
        const steps = fc.array(
          fc.tuple(fc.constantFrom(...world.names, '987654'), fc.constantFrom(...world.names)),
          { maxLength: 8 },
        );
        await fc.assert(
          fc.asyncProperty(steps, async (list) => {
            for (const [to, expected] of list) {
              const { outcome } = await world.assign(to, expected);
              seen.add(outcome);
              const right =
                to === '987654' ? 'refused' : to === now || expected === now ? 'done' : 'conflict';
              expect(outcome).toBe(right);
              if (outcome === 'done') now = to;
              expect(await world.now()).toBe(now);
            }
          }),
          { numRuns: world.filled ? 8 : 25, seed: 7 },
        );
        expect([...seen].sort()).toEqual(['conflict', 'done', 'refused']);
      },
    );
  });
}

/** What is pending is asked about until it is settled; what waits for somebody's approval there stays so. */
async function settled(registry: Registry, assigned: Assigned): Promise<Assigned> {
  if (assigned.outcome !== 'pending') return assigned;
  for (let asked = 0; asked < 200; asked += 1) {
    const state = await registry.operation!(assigned.operation);
    if (state.state === 'done') return { outcome: 'done' };
    if (state.state === 'failed') return { outcome: 'refused', reason: state.reason };
    if (state.state === 'unknown') throw new Error(`an operation is in the unknown state ${state.raw}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('a pending assignment did not end');
}
