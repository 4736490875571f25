import type { OpenBackend, Report, ReportRows } from '../../src/backends/contract.ts';

/** The rows of `db/reports.ts` in memory, for adapters whose tests need no database. */
export function memoryReports(): ReportRows {
  const rows: Report[] = [];
  return {
    async add(report) {
      if (rows.some(({ kind, id }) => kind === report.kind && id === report.id)) return false;
      // As through a database: what is read is another object than what was written.
      rows.push(structuredClone(report));
      return true;
    },
    aboutRun: async (run) => {
      const { key } = rows.find(({ kind, id }) => kind === 'begun' && id === run) ?? { key: null };
      return rows.filter((row) => row.run === run || (key !== null && row.key === key));
    },
    aboutKey: async (key) => rows.filter((row) => row.key === key),
  };
}

/** What an adapter is opened with; secrets by their reference. */
export const openWith = (
  secrets: Record<string, string> = {},
  reports: ReportRows = memoryReports(),
): OpenBackend => ({
  id: 'backend' as never,
  workFolder: '',
  environment: {},
  versions: undefined as never,
  reports,
  secret: async (reference) => {
    if (secrets[reference] === undefined) throw new Error(`no secret behind ${reference}`);
    return secrets[reference];
  },
});
