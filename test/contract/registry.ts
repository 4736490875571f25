/** What every registry promises. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assigned, Registry } from '../../src/backends/contract.ts';
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
}

const champion = 'champion' as const;

export function registryContract(name: string, open: () => Promise<OpenRegistry>): void {
  const begin = async () => {
    const opened = await open();
    const model = "o'hara; drop table" as ModelId;
    for (const id of ['v1', 'v2', 'v3']) {
      await opened.registry.register?.(model, versionOf(id), id === 'v1' ? champion : 'challenger');
    }
    const assign = (to: string, expected: string | null): Promise<Assigned> =>
      opened.registry.assign(
        { model, role: champion, to: to as VersionId, expected: expected as VersionId },
        `k-${to}-${expected}`,
      );
    return { ...opened, model, assign, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
  };

  describe(`${name} as a registry`, () => {
    test('gives versions back with their lineage, each once', async () => {
      await using world = await begin();
      await world.registry.register?.(world.model, versionOf('v2'), 'challenger');
      expect(await world.registry.versions(world.model)).toEqual(['v1', 'v2', 'v3'].map(versionOf));
      expect(await world.registry.roles(world.model)).toEqual({ champion: 'v1', challengers: ['v2', 'v3'] });
      expect(await world.registry.versions('another' as ModelId)).toEqual([]);
    });
    test('switches what it expects, and says it again as success', async () => {
      await using world = await begin();
      expect(await world.assign('v2', 'v1')).toEqual({ outcome: 'done' });
      expect(await world.assign('v2', 'v1')).toEqual({ outcome: 'done' });
      expect((await world.registry.roles(world.model)).champion).toBe('v2');
    });
    test('anything else is a conflict that names the champion', async () => {
      await using world = await begin();
      expect(await world.assign('v3', 'v2')).toEqual({ outcome: 'conflict', actual: 'v1' });
      expect((await world.registry.roles(world.model)).champion).toBe('v1');
    });
    test('a version that it does not know is refused', async () => {
      await using world = await begin();
      expect((await world.assign('v9', 'v1')).outcome).toBe('refused');
      expect((await world.registry.roles(world.model)).champion).toBe('v1');
    });
    test('of many who switch at once, one does', async () => {
      await using world = await begin();
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, n) => world.assign(n % 2 === 0 ? 'v2' : 'v3', 'v1')),
      );
      const now = (await world.registry.roles(world.model)).champion;
      const done = all
        .map((one, n) => ({ one, to: n % 2 === 0 ? 'v2' : 'v3' }))
        .filter(({ one }) => one.outcome === 'done');
      expect(new Set(done.map(({ to }) => to))).toEqual(new Set([now]));
    });
    test('after any sequence the champion is the last that was done', async () => {
      await using world = await begin();
      const seen = new Set<string>();
      let now = 'v1';
      const steps = fc.array(
        fc.tuple(fc.constantFrom('v1', 'v2', 'v3', 'v9'), fc.constantFrom('v1', 'v2', 'v3')),
        {
          maxLength: 8,
        },
      );
      await fc.assert(
        fc.asyncProperty(steps, async (list) => {
          for (const [to, expected] of list) {
            const { outcome } = await world.assign(to, expected);
            seen.add(outcome);
            const wanted = to === 'v9' ? 'refused' : to === now || expected === now ? 'done' : 'conflict';
            expect(outcome).toBe(wanted);
            if (outcome === 'done') now = to;
            expect((await world.registry.roles(world.model)).champion).toBe(now);
          }
        }),
        { numRuns: 25 },
      );
      expect([...seen].sort()).toEqual(['conflict', 'done', 'refused']);
    });
  });
}
