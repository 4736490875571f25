/** People whom only a chat platform knows, beside those who are configured. */
import type { GroupId, PersonId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { type Linked, whoIs } from '../domain/person-link.ts';
import type { Configured, Workspace } from '../domain/workspace-stream.ts';
import type { Db } from './connect.ts';
import { readWorkspace } from './read.ts';

export interface Account {
  surface: string;
  /** Workspace and member: `T024BE7LD/U024BE7LH`. */
  account: string;
  name: string;
  /** Our groups that the platform says they are in. */
  groups: GroupId[];
  active: boolean;
}

export async function keepAccount(
  db: Db,
  { surface, account, name, groups, active }: Account,
): Promise<void> {
  await db.sql`insert into accounts (surface, account, name, groups, active)
    values (${surface}, ${account}, ${name}, ${JSON.stringify(groups)}::jsonb, ${active})
    on conflict (surface, account) do update set name = excluded.name, groups = excluded.groups,
      active = excluded.active, seen_at = clock_timestamp()`;
}

const readAccounts = (db: Db, which: 'all' | 'in groups' = 'all'): Promise<Account[]> =>
  db.sql<Account[]>`select surface, account, name, groups, active from accounts
    where active ${which === 'all' ? db.sql`` : db.sql`and groups <> '[]'::jsonb`} order by surface, account`;

/** Whom an account belongs to: somebody who is configured with it or whom it was linked to, or else a person of its own. */
export function personBehind(
  { people, links }: Pick<Linked, 'people' | 'links'>,
  { surface, account, name, groups }: Omit<Account, 'active'>,
): Person {
  const member = account.split('/').at(-1);
  const written = people.find(({ accounts }) => {
    const own = accounts?.[surface];
    return own === account || own === member;
  });
  const id = whoIs({ links }, `${surface}:${account}` as PersonId);
  const known = written ?? people.find((person) => person.id === id);
  if (!known) return { id, name, groups, accounts: { [surface]: account } };
  return {
    ...known,
    groups: [...new Set([...known.groups, ...groups])],
    accounts: { [surface]: account, ...known.accounts },
  };
}

/**
 * The person behind an account that just did something, with the groups that its platform says now. What other accounts of the
 * same person were last known in only keeps them out (`elsewhere`): it lets nobody in, since it may be out of date.
 */
export async function personNow(db: Db, account: Omit<Account, 'active'>): Promise<Person> {
  const workspace = await readWorkspace(db);
  const person = personBehind(workspace, account);
  const others = (await readAccounts(db, 'in groups')).filter(
    (one) =>
      (one.surface !== account.surface || one.account !== account.account) &&
      personBehind(workspace, one).id === person.id,
  );
  const elsewhere = [...new Set(others.flatMap((one) => one.groups))].filter(
    (group) => !person.groups.includes(group),
  );
  return elsewhere.length > 0 ? { ...person, elsewhere } : person;
}

/** The workspace with everybody in it: who is configured, and who is known from a chat platform. */
export async function readTeam(db: Db, configured?: Configured): Promise<Workspace> {
  const [stored, accounts] = await Promise.all([readWorkspace(db), readAccounts(db)]);
  const workspace = { ...stored, ...configured };
  const people = new Map(workspace.people.map((person) => [person.id, person]));
  for (const account of accounts) {
    const person = personBehind({ people: [...people.values()], links: workspace.links }, account);
    people.set(person.id, person);
  }
  return { ...workspace, people: [...people.values()] };
}
