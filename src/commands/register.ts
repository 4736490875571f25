import { registerForm } from '../cards/register-form.ts';
import { message, t } from '../words/t.ts';
import { type Context, defineCommand } from './contract.ts';
import { askForm, enrolled } from './enrol.ts';

const form = async ({ workspace }: Context) => {
  const { stores, backends, groups } = await workspace();
  const ids = (all: { id: string }[]) => all.map(({ id }) => id);
  return registerForm({
    stores: ids(stores),
    backends: ids(backends.filter(({ kind }) => kind !== 'builtin')),
    groups: ids(groups),
  });
};

export const register = defineCommand({
  verb: 'register',
  usage: 'register',
  does: message('tells Steward about a model: its predictions are looked at before it is added'),
  group: 'act',
  asks: (_asked, context) => form(context),
  async run(asked, context) {
    const asks = await form(context);
    if (Object.keys(asked.values).length === 0) {
      return askForm(t('Tell me where its predictions are; I look at them before anything is added.'), asks);
    }
    return enrolled(await context.register(asked), asks, asked);
  },
});
