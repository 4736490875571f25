import type { Command } from 'commander';

/** A verb of the command line: what the overview says, and where the rest is. Nothing is loaded before it is asked for. */
export interface Verb {
  name: string;
  summary: string;
  /** Answers what adds the verb's own command, options, examples and action to the program. */
  load(): Promise<(program: Command) => void>;
}

/** In the order of the overview; one line each. */
export const verbs: readonly Verb[] = [
  {
    name: 'start',
    summary: 'run Steward: page, schedules, effects',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'demo',
    summary: 'run Steward on real data with a clock that can be moved',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'apply',
    summary: 'bring models as code into the database',
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    name: 'drift',
    summary: 'compare two files, or two windows of one, column by column',
    load: async () => (await import('./drift.ts')).drift,
  },
  {
    name: 'compare',
    summary: 'compare two models on the same labelled rows',
    load: async () => (await import('./compare.ts')).compare,
  },
  {
    name: 'check',
    summary: 'run monitors now',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'readings',
    summary: "show what a model's own systems measured",
    load: async () => (await import('./readings.ts')).readings,
  },
  {
    name: 'replay',
    summary: 'run monitors over past windows without posting',
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'reference',
    summary: 'suggest what a drift monitor compares with',
    load: async () => (await import('./reference.ts')).reference,
  },
  {
    name: 'policy',
    summary: 'say who may do what, and what another policy would have decided',
    load: async () => (await import('./policy.ts')).policy,
  },
  {
    name: 'digest',
    summary: "show a channel's week",
    load: async () => (await import('./digest.ts')).digest,
  },
  {
    name: 'export',
    summary: 'write the log of decisions, or models as YAML',
    load: async () => (await import('./export.ts')).exportLog,
  },
  {
    name: 'audit',
    summary: 'prove that the log was neither edited nor cut off',
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    name: 'init',
    summary: 'connect Steward to Slack, step by step',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'connect',
    summary: 'connect a system that trains models or keeps their versions',
    load: async () => (await import('./connect.ts')).connect,
  },
  {
    name: 'backends',
    summary: 'say which systems are connected, what they can, and whether they answer',
    load: async () => (await import('./backends.ts')).backends,
  },
  {
    name: 'doctor',
    summary: 'say what is missing',
    load: async () => (await import('./doctor.ts')).doctor,
  },
];
