import { describe, expect, test } from 'vitest';
import { type ModelCommand, type ModelState, modelStream, mutesAt } from '../../src/domain/model-stream.ts';
import { type Workspace, workspaceStream } from '../../src/domain/workspace-stream.ts';

const model = { id: 'churn', title: 'Churn', tags: [] } as never;
const configure: ModelCommand = { type: 'configure', model, managedBy: 'file', by: null };
const mute = (what: string, until: number): ModelCommand => ({
  type: 'mute',
  what,
  until,
  why: 'a known outage',
  by: 'ada' as never,
});

const told = (state: ModelState, command: ModelCommand, now: number) => {
  const decided = modelStream.decide(state, command, now);
  if (!decided.ok) return { state, said: decided.error.code, effects: [] };
  const after = decided.value.reduce(modelStream.evolve, state);
  return {
    state: after,
    said: decided.value.map(({ type }) => type),
    effects: decided.value.flatMap((event) => modelStream.react(after, event, now)),
  };
};
const given = (...commands: ModelCommand[]) => {
  const state = commands.reduce((before, command) => told(before, command, 0).state, modelStream.initial);
  return { when: (command: ModelCommand, now = 0) => told(state, command, now) };
};

describe('a model', () => {
  test('that is configured the same again has no new history', () => {
    expect(given().when(configure).said).toEqual(['model_configured']);
    expect(given(configure).when(configure).said).toEqual([]);
    expect(given(configure).when({ ...configure, managedBy: 'chat' }).said).toEqual(['model_configured']);
  });
  test('is removed once and loses its mutes', () => {
    const removed = given(configure, mute('all', 9)).when({ type: 'remove', by: null });
    expect(removed).toMatchObject({
      said: ['model_removed'],
      state: { model: null, mutes: [] },
      effects: [],
    });
    expect(given(configure, { type: 'remove', by: null }).when({ type: 'remove', by: null }).said).toEqual(
      [],
    );
  });
  test('is muted with a reason and until a time; the newest mute of a thing counts', () => {
    expect(given(configure).when({ ...mute('all', 9), why: ' ' } as ModelCommand).said).toBe(
      'reason_required',
    );
    const { state, effects } = given(configure, mute('all', 9), mute('drift', 20)).when(mute('all', 30), 5);
    expect(effects).toEqual([{ kind: 'refresh_card', model: 'churn', at: 5 }]);
    expect(mutesAt(state, 9).map(({ what, until }) => [what, until])).toEqual([
      ['drift', 20],
      ['all', 30],
    ]);
    expect(mutesAt(state, 20).map(({ what }) => what)).toEqual(['all']);
    expect(mutesAt(state, 30)).toEqual([]);
  });
  test('that is not muted any more cannot be unmuted', () => {
    const unmute: ModelCommand = { type: 'unmute', by: 'ada' as never };
    expect(given(configure, mute('all', 9)).when(unmute, 8).said).toEqual(['unmuted']);
    expect(given(configure, mute('all', 9)).when(unmute, 9).said).toBe('not_muted');
    expect(given(configure).when(unmute).said).toBe('not_muted');
  });
  test('is open in the database as long as it is configured', () => {
    expect(modelStream.index(given(configure).when(configure).state).open).toBe(true);
    expect(modelStream.index(modelStream.initial).open).toBe(false);
  });
});

test('the workspace keeps what was applied last, and the same again is no event', () => {
  const workspace: Workspace = {
    ...workspaceStream.initial,
    people: [{ id: 'ada' as never, name: 'Ada', groups: ['eng' as never] }],
  };
  const command = { type: 'configure_workspace' as const, workspace, by: null };
  const first = workspaceStream.decide(workspaceStream.initial, command, 0);
  if (!first.ok) throw new Error('refused');
  const state = first.value.reduce(workspaceStream.evolve, workspaceStream.initial);
  expect(state).toEqual(workspace);
  const again = { ...command, workspace: structuredClone(workspace) };
  expect(workspaceStream.decide(state, again, 0)).toEqual({ ok: true, value: [] });
});
