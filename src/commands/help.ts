import { helpCard } from '../cards/help-card.ts';
import { readModels } from '../db/read.ts';
import { mayDecide } from '../domain/ballot.ts';
import type { Model, Rule } from '../domain/model.ts';
import { sayOr } from '../words/list.ts';
import { message, said, saidPlain, t } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { commands } from './index.ts';

export const help = defineCommand({
  verb: 'help',
  usage: 'help',
  does: message('shows what you can do here'),
  group: 'see',
  async run({ by }, { db }) {
    const models = (await readModels(db)).map(({ model }) => model);
    const verbs = commands.flatMap(({ usage, does, group }) =>
      group ? [{ usage, does: saidPlain(does), group }] : [],
    );
    const able = (rule: Rule) => mayDecide(rule, by);
    const says = (sentence: string, rule: (model: Model) => Rule, can: boolean) => {
      const which = models.filter((model) => able(rule(model)) === can);
      if (which.length === 0) return [];
      const groups = sayOr([...new Set(which.flatMap((model) => rule(model).groups))]);
      return [said(sentence).format({ models: which.map(({ id }) => id).join(t(', ')), groups }) as string];
    };
    const retrain = ({ policy }: Model) => policy.retrain;
    const promote = ({ policy }: Model) => policy.promote;
    return shown(
      helpCard({
        verbs,
        mayApprove: [
          ...says(message('retrain ({models})'), retrain, true),
          ...says(message('promote ({models})'), promote, true),
        ],
        mayNot: [
          ...says(message('retrain ({models}, ask {groups})'), retrain, false),
          ...says(message('promote ({models}, ask {groups})'), promote, false),
        ],
      }),
    );
  },
});
