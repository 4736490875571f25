// What the doctor answers.

export interface Diagnosis {
  what: string;
  result: 'ok' | 'warning' | 'fail';
  says: string;
}

export type Answer = Pick<Diagnosis, 'result' | 'says'>;

export const ok = (says: string): Answer => ({ result: 'ok', says });
export const warning = (says: string): Answer => ({ result: 'warning', says });
export const fail = (says: string): Answer => ({ result: 'fail', says });
