import { modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withCare } from './on-model.ts';

export const unmute = defineCommand({
  verb: 'unmute',
  usage: 'unmute MODEL',
  does: message('lets its alerts through again'),
  group: 'act',
  run: (asked, context) =>
    withCare(asked, context, {
      verb: 'unmute',
      async work({ model }) {
        const command = { type: 'unmute' as const, by: asked.by.id };
        const stream = modelName(model.id);
        const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
        return told.ok ? done(t('{model} is heard again.', { model: model.id })) : refused(told.error);
      },
    }),
});
