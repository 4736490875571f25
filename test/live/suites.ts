/**
 * Suites that must have run: `npm run test:live` fails when one of them was skipped or is not there. A suite is the file
 * `<name>.live.ts` of this folder; one that is not listed here may be skipped, with its reason in the table.
 */
export const required: string[] = ['mlflow', 'dvc'];
