import { enqueue } from '../engine/enqueue.ts';
import { message, t } from '../words/t.ts';
import { done } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

/** Pressed with `status:model`. */
export const share = defineCommand({
  verb: 'share',
  usage: 'share MODEL',
  does: message("shows a model's status to everybody in this channel"),
  group: null,
  run(asked, context) {
    const about = asked.about.replace(/^status:/, '');
    return withModel({ ...asked, about }, context, async ({ model }) => {
      const { channel, cause, by } = asked;
      await enqueue(context.db.sql, {
        kind: 'share_status',
        model: model.id,
        channel,
        by: by.name,
        cause: cause.slice(0, 100),
      });
      return done(t('The status of {model} is on its way into this channel.', { model: model.id }));
    });
  },
});
