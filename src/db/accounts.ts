/** People whom only a chat platform knows, beside those who are configured. */
import type { GroupId, PersonId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Workspace } from '../domain/workspace-stream.ts';
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

const readAccounts = (db: Db): Promise<Account[]> =>
  db.sql<
    Account[]
  >`select surface, account, name, groups, active from accounts where active order by surface, account`;

/** Whom an account belongs to: somebody who is configured with it, or else a person of its own. */
export function personBehind(
  people: Person[],
  { surface, account, name, groups }: Omit<Account, 'active'>,
): Person {
  const member = account.split('/').at(-1);
  const known = people.find(({ accounts }) => {
    const own = accounts?.[surface];
    return own === account || own === member;
  });
  if (!known) {
    return { id: `${surface}:${account}` as PersonId, name, groups, accounts: { [surface]: account } };
  }
  return { ...known, groups: [...new Set([...known.groups, ...groups])] };
}

/** The workspace with everybody in it: who is configured, and who is known from a chat platform. */
export async function readTeam(db: Db, configured?: Workspace): Promise<Workspace> {
  const [workspace, accounts] = await Promise.all([configured ?? readWorkspace(db), readAccounts(db)]);
  const people = new Map(workspace.people.map((person) => [person.id, person]));
  for (const account of accounts) {
    const person = personBehind([...people.values()], account);
    people.set(person.id, person);
  }
  return { ...workspace, people: [...people.values()] };
}
