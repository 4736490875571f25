import { expect, test } from 'vitest';
import { evaluationOf } from '../domain/cycle-world.ts';
import { model, proposed, startWorld } from './world.ts';

test('what the registry or the trainer cannot do is refused with where it can be done, and nobody is asked', async () => {
  await using world = await startWorld();
  world.registered.lacks = ['promote', 'cancel'];
  const id = await proposed(world);
  await world.say(`approve R-${id}`, 'liam');
  await world.report(id, { type: 'started', run: 'r1' as never });
  const cancel = await world.say(`cancel R-${id}`);
  expect(cancel.card.summary).toMatch(/cannot be told to stop\. End the run there: R-\d+ ends with it/);
  expect((await world.cycles()).at(-1)!.phase).toBe('training');
  await world.report(id, { type: 'trained', challenger: { version: 'v2' as never, trainedUntil: 0 } });
  await world.report(id, { type: 'evaluated', evaluation: evaluationOf('better') });
  for (const words of [
    `approve P-${id}`,
    `breakglass P-${id} fraud wave`,
    `promote ${model} v2`,
    `rollback ${model}`,
  ]) {
    expect((await world.say(words, 'noor')).card.summary).toMatch(/cannot set the champion in builtin/);
  }
  expect((await world.cycles()).map(({ phase }) => phase)).toEqual(['offered']);
  expect((await world.say(`deny P-${id} keep it`, 'noor')).outcome).toBe('done');
});
