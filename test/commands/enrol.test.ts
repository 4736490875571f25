import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRouter } from '../../src/commands/router.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('a mistake in a form costs nobody the other answers', async () => {
  const errors = { predictions: 'There is no such file' };
  const door = createRouter({ ...world.context, register: async () => ({ errors }) });
  const values = { model: 'churn-v5', owners: 'ml-leads', store: 'gone', predictions: 'nope.csv', score: '' };
  const press = { verb: 'register', id: '', seen: '' };
  const entry = { cause: 'test:form', channel: 'ml' as never, values };
  const { outcome, card } = await door.press(press, world.by('maya'), entry);
  expect(outcome).toBe('refused');
  const fields = card.actions[0]!.form!.fields.map(({ name, initial }) => [name, initial]);
  expect(Object.fromEntries(fields)).toMatchObject({
    model: 'churn-v5',
    owners: 'ml-leads',
    // No option any more: the form begins with its own.
    store: 'log',
    predictions: 'nope.csv',
    key: 'prediction_id',
    score: undefined,
  });
});
