/** `steward policy who-can`: everybody who may do something with a model, and who may not although it looks so. */
import { readTeam } from '../db/accounts.ts';
import { sayWho } from '../domain/ballot.ts';
import type { Model } from '../domain/model.ts';
import type { Person } from '../domain/person.ts';
import { type AskedAction, askedActions, type WhoCan, whoCan } from '../domain/who-can.ts';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { sayDuration } from '../lib/time.ts';
import { foundSomething } from './exit.ts';
import { findModel } from './find-model.ts';
import { plain, table } from './output.ts';

export async function sayWhoCan(
  typed: string,
  id: string,
  { json = false }: { json?: boolean },
): Promise<void> {
  const action = readAction(typed);
  const { withDatabase } = await import('../main/with-database.ts');
  const { model, asked, elsewhere } = await withDatabase(async ({ db }) => {
    const found = await findModel(db, id);
    const team = await readTeam(db);
    const answer = whoCan(action, found.model, team.people);
    const groups = team.groups.filter((group) => answer.groups.includes(group.id) && group.accounts);
    return { model: found.model, asked: answer, elsewhere: groups.map((group) => group.id as string) };
  });
  if (asked.lacks !== null) foundSomething();
  process.stdout.write(`${json ? asJson(model, asked, elsewhere) : inWords(model, asked, elsewhere)}\n`);
}

function readAction(typed: string): AskedAction {
  const found = askedActions.find((one) => one === typed);
  if (found) return found;
  const near = closest(typed, askedActions);
  const hint = near ? `Did you mean ${near}?` : `There is: ${askedActions.join(', ')}.`;
  throw new Fault('usage', `There is no action "${plain(typed.slice(0, 40))}". ${hint}`, { retry: 'never' });
}

const briefly = ({ id, name, groups }: Person) => ({ id, name, groups });

const asJson = (model: Model, asked: WhoCan, elsewhere: string[]): string =>
  JSON.stringify({
    model: model.id,
    ...asked,
    policies: model.policy.from ?? [],
    can: asked.can.map(briefly),
    denied: asked.denied.map(briefly),
    membersElsewhere: elsewhere,
  });

function inWords(model: Model, asked: WhoCan, elsewhere: string[]): string {
  const { action, quorum, expiresMs, barRequester, secondFactor, can, denied, lacks } = asked;
  const others = barRequester ? ', not whoever asks' : '';
  const link = secondFactor ? ', each by a one-time link' : '';
  const time = expiresMs === null ? '' : `, within ${sayDuration(expiresMs)}`;
  const needs =
    quorum === 0
      ? `${action} ${model.id}: nobody is asked.`
      : `${action} ${model.id}: ${quorum} of ${sayWho(asked)}${others}${link}${time}.`;
  const from = model.policy.from?.join(', ');
  const people = [
    ...can.map((person) => ({ person, may: 'yes' })),
    ...denied.map((person) => ({ person, may: `no, in ${sayWhich(asked, person)}` })),
  ];
  return [
    needs,
    from && `Said by the policies ${from}, and by the model itself.`,
    people.length > 0 &&
      table(people, [
        { title: 'Person', cell: ({ person }) => person.name },
        { title: 'Id', cell: ({ person }) => person.id },
        { title: 'Groups', cell: ({ person }) => person.groups.join(', ') },
        { title: 'May', cell: ({ may }) => may },
      ]),
    lacks && `Not possible: ${lacks}.`,
    elsewhere.length > 0 &&
      `Members of ${elsewhere.join(' and ')} on a chat platform are listed once they have used Steward.`,
  ]
    .filter(Boolean)
    .join('\n');
}

const sayWhich = ({ except }: WhoCan, { groups }: Person): string =>
  except.filter((group) => groups.includes(group)).join(' and ');
