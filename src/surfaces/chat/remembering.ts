import { minute } from '../../lib/time.ts';

/** Asks once a minute at most, and once for all who ask at the same time; what failed is asked again. */
export function remembering<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, { at: number; answer: Promise<T> }>();
  return (key) => {
    const before = answers.get(key);
    if (before && Date.now() - before.at < minute) return before.answer;
    const answer = ask(key);
    answers.set(key, { at: Date.now(), answer });
    answer.catch(() => answers.delete(key));
    // Thousands of people may pass by; nobody needs to be kept whose answer is no longer used.
    if (answers.size > 5000) answers.delete(answers.keys().next().value!);
    return answer;
  };
}
