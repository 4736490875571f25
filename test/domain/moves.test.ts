import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Move, moves } from '../../src/domain/cycle/moves.ts';
import type { OpenPhase, PhaseName } from '../../src/domain/cycle/state.ts';
import { hear, live, openings, step } from './cycle-world.ts';

const table = Object.entries(moves).flatMap(([from, row]) =>
  Object.entries(row as Record<string, Move<OpenPhase>>).map(([type, move]) => ({ from, type, move })),
);
const taken = new Map<string, Set<PhaseName>>();
const stale: string[] = [];
const lives = fc.tuple(openings, fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }));

const missed = () =>
  table.flatMap(({ from, type, move }) =>
    move.to.filter((to) => !taken.get(`${from} ${type}`)?.has(to)).map((to) => `${from} ${type} → ${to}`),
  );

/** So many random lives keep to the table; what they took is remembered. */
const follow = (numRuns: number) =>
  fc.assert(
    fc.property(lives, ([first, steps]) => {
      for (const { before, after, command, refused } of live(first, steps).slice(1)) {
        if (refused !== null || before.phase === 'none' || before.phase === 'closed') continue;
        const move = table.find(({ from, type }) => from === before.phase && type === command.type);
        expect(move, `${before.phase} took ${command.type}`).toBeDefined();
        const stays = command.type === 'vote' ? [before.phase] : [];
        if (after.phase !== 'none') expect([...move!.move.to, ...stays]).toContain(after.phase);
        const key = `${before.phase} ${command.type}`;
        taken.set(key, (taken.get(key) ?? new Set()).add(after.phase as PhaseName));
      }
    }),
    { numRuns },
  );

describe('the table of moves is what happens', () => {
  test('an accepted command ends in a phase that its move names, or stays when a vote is not the last', () =>
    follow(2500));
  test('what is refused changes nothing and does nothing', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        for (const { before, after, events, effects, refused } of live(first, steps)) {
          if (refused === null) continue;
          expect(after).toBe(before);
          expect([events, effects]).toEqual([[], []]);
        }
      }),
      { numRuns: 300 },
    );
  });
  test('a yes to anything but exactly what is asked never counts', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        const seen = new Set<string>();
        for (const { command, before, refused, now } of live(first, steps)) {
          if (!('ballot' in before)) continue;
          const { ballot } = before;
          for (const subject of [...seen, '', `${ballot.subject} `]) {
            if (subject === ballot.subject) continue;
            stale.push(before.phase);
            const by = { id: 'zed' as never, groups: ballot.groups };
            const old = hear(before, { type: 'vote', by, choice: 'yes', subject }, now);
            expect(old.refused).toBe('stale_card');
          }
          seen.add(ballot.subject);
          if (command.type === 'vote' && command.subject !== ballot.subject) {
            expect(refused).toBe('stale_card');
          }
        }
      }),
      { numRuns: 500 },
    );
  });
  test('and these lives took every move to every phase it names, and tried stale cards on both ballots', () => {
    // The rarest are taken about once in a thousand lives.
    for (let more = 0; missed().length > 0 && more < 20; more += 1) follow(500);
    expect(missed()).toEqual([]);
    expect(new Set(stale)).toEqual(new Set(['proposed', 'offered']));
  });
});
