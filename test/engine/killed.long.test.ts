import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/engine/audit.ts';
import { freshDatabase } from '../database.ts';
import { approved, cycleState, endLeases, eventTypes, openOutside } from './retrain-world.ts';

const script = fileURLToPath(new URL('./killed-worker.ts', import.meta.url));

async function work(url: string, step: string): Promise<NodeJS.Signals | number> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, step], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

/** What each kill leaves behind, so that the test knows that it hit the step it names. */
const steps: [step: string, left: { attempts: number; begun: number; phase: string }][] = [
  ['connected', { attempts: 0, begun: 0, phase: 'submitting' }],
  ['claimed', { attempts: 1, begun: 0, phase: 'submitting' }],
  ['half_done', { attempts: 1, begun: 1, phase: 'submitting' }],
  ['done', { attempts: 1, begun: 1, phase: 'submitting' }],
  ['telling', { attempts: 1, begun: 1, phase: 'submitting' }],
  ['told', { attempts: 1, begun: 1, phase: 'training' }],
];

describe('a process that is killed', () => {
  test.each(steps)('at "%s" loses nothing and doubles nothing', async (step, left) => {
    await using fresh = await freshDatabase();
    const { db, url } = fresh;
    await openOutside(db);
    await approved(db);

    expect(await work(url, step)).toBe('SIGKILL');
    const [row] = await db.sql`select attempts from outbox where kind = 'start_training'`;
    expect(row).toEqual({ attempts: left.attempts });
    expect(await db.sql`select 1 from outside`).toHaveLength(left.begun);
    expect((await cycleState(db)).phase).toBe(left.phase);

    await endLeases(db);
    expect(await work(url, 'never')).toBe(0);
    expect(await db.sql`select key, ready from outside`).toEqual([{ key: 'run-7', ready: true }]);
    expect((await eventTypes(db)).filter((type) => type === 'training_started')).toHaveLength(1);
    expect(await cycleState(db)).toMatchObject({ phase: 'training', run: { id: 'run-7' } });
    expect(await db.sql`select 1 from outbox`).toHaveLength(0);
    expect((await verify(db)).broken).toBeNull();
  });
});
