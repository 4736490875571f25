import type { Command } from 'commander';

/** A verb of the command line: what the overview says, and where the rest is. Nothing is loaded before it is asked for. */
export interface Verb {
  name: string;
  summary: string;
  /** Answers what adds the verb's own command, options, examples and action to the program. */
  load(): Promise<(program: Command) => void>;
}

/** In the order of the overview; one line each. */
export const verbs: readonly Verb[] = [];
