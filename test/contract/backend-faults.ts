/** What every backend behind HTTP promises at the worst moment: one matrix for starts, looks and assignments. */
import { describe, expect, test } from 'vitest';
import type { Backend, BackendKind, Trainer } from '../../src/backends/contract.ts';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/lib/fault.ts';
import { faultyDoor, type Mode, type Said } from './faulty-door.ts';
import { newKey, request } from './trainer.ts';

export interface ServedBackend extends AsyncDisposable {
  /** Where the system listens. */
  url: string;
  /**
   * The adapter as it is configured for another address of the same system. Its requests have time enough on a busy machine,
   * unless a change says that they end after a second.
   */
  open(url: string, change?: { timeout: string }): Promise<Backend>;
  /** How many runs really began. */
  begun?(): Promise<number>;
  /** Of a registry: a model with at least two versions, the first its champion. */
  filled?: { model: ModelId; versions: readonly string[] };
  /** Whether a request acts; all but GET and HEAD unless said otherwise. */
  writes?(method: string, path: string, said: Said): boolean;
}

const definite = {
  unauthorised: { retry: 'never' },
  forbidden: { retry: 'never' },
  limited: { retry: 'later', afterMs: 7000 },
  unavailable: { retry: 'later', afterMs: 3000 },
  redirect: { retry: 'never' },
} satisfies Partial<Record<Mode, object>>;
const lost = ['cut_before', 'cut_after', 'half', 'slow', 'broken', 'garbage'] as const;

export function backendFaults(
  kind: Pick<BackendKind, 'id' | 'lacks' | 'unanswered'>,
  serve: () => Promise<ServedBackend>,
) {
  const begin = async (mode?: Mode) => {
    const served = await serve();
    const door = await faultyDoor(served.url, served.writes);
    const backend = await served.open(door.url, mode === 'slow' ? { timeout: '1s' } : undefined);
    return {
      ...{ served, door, backend },
      async [Symbol.asyncDispose]() {
        await backend.close();
        await door[Symbol.asyncDispose]();
        await served[Symbol.asyncDispose]();
      },
    };
  };
  if (!kind.lacks.trainer) describe(`${kind.id}, when a start goes wrong`, () => startFaults(kind, begin));
  if (!kind.lacks.promote) describe(`${kind.id}, when a promotion goes wrong`, () => assignFaults(begin));
}

/** @param mode that is tried, where it takes other settings */
type Begin = (
  mode?: Mode,
) => Promise<
  AsyncDisposable & { served: ServedBackend; backend: Backend; door: Awaited<ReturnType<typeof faultyDoor>> }
>;

/** Answers what happened, thrown or not: `refused later`, `unknown`, `started`. */
async function outcome(trainer: Trainer, key: string): Promise<Record<string, unknown>> {
  try {
    return { ...(await trainer.start(request, key)) };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { outcome: thrown.retry === 'unknown' ? 'unknown' : 'refused', ...fields(thrown) };
  }
}

const fields = ({ code, retry, afterMs }: Fault) => ({ code, retry, ...(afterMs !== null && { afterMs }) });

function startFaults({ unanswered }: Pick<BackendKind, 'unanswered'>, begin: Begin): void {
  test.each(Object.entries(definite))(
    'a clear no (%s) began nothing, and may be asked again',
    async (mode, no) => {
      await using world = await begin();
      const key = newKey();
      world.door.fail(mode as Mode);
      expect(await outcome(world.backend.trainer!, key)).toMatchObject({ outcome: 'refused', ...no });
      expect(await world.served.begun!()).toBe(0);
      world.door.fail('none');
      expect(await outcome(world.backend.trainer!, key)).toMatchObject({ outcome: 'started' });
      expect(await world.served.begun!()).toBe(1);
    },
  );

  test.each(lost)('a start whose answer was lost (%s) is unknown, and is never two runs', async (mode) => {
    await using world = await begin(mode);
    const trainer = world.backend.trainer!;
    const key = newKey();
    world.door.fail(mode, 'writing');
    expect(await outcome(trainer, key)).toMatchObject({ outcome: 'unknown', code: 'no_answer' });
    const began = mode !== 'cut_before';
    expect(await world.served.begun!()).toBe(began ? 1 : 0);
    world.door.fail('none');
    if (trainer.find) {
      const found = await trainer.find(key);
      if (began) expect(await trainer.poll(found!)).toMatchObject({ state: expect.any(String) });
      else expect(found).toBeNull();
    }
    const again = await outcome(trainer, key);
    if (unanswered === 'key' || (unanswered === 'search' && began)) {
      expect(again).toMatchObject({ outcome: 'started' });
      expect(await world.served.begun!()).toBe(1);
    } else {
      expect(again).toMatchObject({ outcome: 'unknown' });
      expect(await world.served.begun!()).toBe(began ? 1 : 0);
    }
  });

  test('a start that reaches nobody is later, and is sent when somebody is there', async () => {
    await using world = await begin();
    const away = await world.served.open('http://127.0.0.1:9');
    const key = newKey();
    expect(await outcome(away.trainer!, key)).toMatchObject({ outcome: 'refused', retry: 'later' });
    await away.close();
    expect(await outcome(world.backend.trainer!, key)).toMatchObject({ outcome: 'started' });
    expect(await world.served.begun!()).toBe(1);
  });

  test('the same start twice is one run', async () => {
    await using world = await begin();
    const key = newKey();
    const first = await outcome(world.backend.trainer!, key);
    expect(await outcome(world.backend.trainer!, key)).toMatchObject({ outcome: 'started', run: first.run });
    expect(await world.served.begun!()).toBe(1);
  });

  test.each([
    ['unauthorised', 'never'],
    ['limited', 'later'],
    ['unavailable', 'later'],
    ['cut_after', 'later'],
    ['half', 'later'],
    ['broken', 'later'],
    ['garbage', 'later'],
  ] as const)(
    'a look that goes wrong (%s) is tried again %s, and is no state of the run',
    async (mode, retry) => {
      await using world = await begin();
      const trainer = world.backend.trainer!;
      const { run } = (await outcome(trainer, newKey())) as { run: never };
      world.door.fail(mode);
      await expect(trainer.poll(run)).rejects.toMatchObject({ name: 'Fault', retry });
      world.door.fail('none');
      expect(await trainer.poll(run)).toMatchObject({ state: expect.any(String) });
    },
  );
}

function assignFaults(begin: Begin): void {
  const change = ({ filled }: ServedBackend) => {
    const { model, versions } = filled!;
    const [from, to] = versions as readonly VersionId[];
    return { model, role: 'champion' as const, to: to!, expected: from! };
  };
  test.each([...Object.keys(definite), ...lost] as Mode[])(
    'a switch that goes wrong (%s) is no success, is no other version, and is made by the next try',
    async (mode) => {
      await using world = await begin(mode);
      const registry = world.backend.registry!;
      const wanted = change(world.served);
      world.door.fail(mode, 'writing');
      const first = await registry.assign!(wanted, 'k1').catch((thrown: unknown) => thrown);
      // What was written although its answer was lost may be seen when it is read back.
      if (first instanceof Fault) expect(['never', 'later', 'unknown']).toContain(first.retry);
      else
        expect(first).toMatchObject({
          outcome: expect.stringMatching(/^(done|refused|pending|needs_approval)$/),
        });
      world.door.fail('none');
      const { champion } = await registry.roles(wanted.model);
      if ((first as { outcome?: string }).outcome === 'done') expect(champion).toBe(wanted.to);
      expect([wanted.expected, wanted.to]).toContain(champion);
      expect(await registry.assign!(wanted, 'k1')).toMatchObject({
        outcome: expect.stringMatching(/^(done|pending|needs_approval)$/),
      });
    },
  );
  test.each([
    ['unauthorised', 'never'],
    ['limited', 'later'],
    ['cut_after', 'later'],
    ['half', 'later'],
    ['broken', 'later'],
    ['garbage', 'later'],
  ] as const)('a registry that cannot be read (%s) is not written to', async (mode, retry) => {
    await using world = await begin();
    const registry = world.backend.registry!;
    const wanted = change(world.served);
    world.door.fail(mode);
    await expect(registry.roles(wanted.model)).rejects.toMatchObject({ name: 'Fault', retry });
    await expect(registry.assign!(wanted, 'k1')).rejects.toMatchObject({ name: 'Fault' });
    world.door.fail('none');
    expect((await registry.roles(wanted.model)).champion).toBe(wanted.expected);
  });
}
