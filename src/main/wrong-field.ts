import type { Enrolled } from '../commands/contract.ts';

/** What is wrong with one field of a form. */
export const wrong = (field: string, problem: string): Enrolled => ({ errors: { [field]: problem } });
