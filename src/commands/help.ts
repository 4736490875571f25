import { helpCard } from '../cards/help-card.ts';
import { readModels } from '../db/read.ts';
import { mayDecide } from '../domain/ballot.ts';
import type { Model, Rule } from '../domain/model.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { commands } from './index.ts';

export const help = defineCommand({
  verb: 'help',
  usage: 'help',
  does: 'shows what you can do here',
  group: 'see',
  async run({ by }, { db }) {
    const models = (await readModels(db)).map(({ model }) => model);
    const verbs = commands.flatMap(({ usage, does, group }) => (group ? [{ usage, does, group }] : []));
    const able = (rule: Rule) => mayDecide(rule, by);
    const says = (what: string, rule: (model: Model) => Rule, can: boolean) => {
      const which = models.filter((model) => able(rule(model)) === can);
      if (which.length === 0) return [];
      const ask = can
        ? ''
        : `, ask ${[...new Set(which.flatMap((model) => rule(model).groups))].join(' or ')}`;
      return [`${what} (${which.map(({ id }) => id).join(', ')}${ask})`];
    };
    const retrain = ({ policy }: Model) => policy.retrain;
    const promote = ({ policy }: Model) => policy.promote;
    return shown(
      helpCard({
        verbs,
        mayApprove: [...says('retrain', retrain, true), ...says('promote', promote, true)],
        mayNot: [...says('retrain', retrain, false), ...says('promote', promote, false)],
      }),
    );
  },
});
