import { plain } from '../cli/output.ts';
import { type Instant, sayInstant } from '../lib/time.ts';

/** One observed moment of the story; everything beside the three first fields belongs to the step. */
export interface Step {
  step: string;
  /** World time. */
  at: Instant;
  model: string | null;
  /** For people. */
  says: string;
  [fact: string]: unknown;
}

export type Tell = (step: Step) => void;

/** Prints steps as they are observed: a line for people, or a JSON object a line. */
export const timeline =
  ({ json, out }: { json: boolean; out: (text: string) => void }): Tell =>
  ({ at, step, says, ...facts }) => {
    if (json) out(`${JSON.stringify({ step, at: new Date(at).toISOString(), ...facts, says })}\n`);
    else out(`${sayInstant(at)}  ${step.padEnd(22)} ${plain(says)}\n`);
  };
