import type { GroupId, PersonId } from './ids.ts';

/** One human, however many accounts: votes count people. */
export interface Person {
  id: PersonId;
  name: string;
  groups: GroupId[];
  /** Groups that other accounts of theirs were last known in: they keep somebody out of a question, and let nobody in. */
  elsewhere?: GroupId[];
  /** Who this is elsewhere, by surface: `{ slack: 'U024BE7LH' }`. */
  accounts?: Record<string, string>;
}

/** Begins the account of a member whom a platform counts and does not name: a question can be answered, but nobody be written to. */
export const unnamedAccount = 'role:';

export const isUnnamed = ({ accounts = {} }: Pick<Person, 'accounts'>): boolean =>
  Object.values(accounts).some((account) => account.startsWith(unnamedAccount));
