// Tables and views that the store's user can see, found in the catalog.
import { Fault } from '../../lib/fault.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Engine } from '../sql/engine.ts';
import { careful } from './careful.ts';
import { clickhouseDialect, kindOf } from './dialect.ts';
import type { Session } from './session.ts';

/** `database.table`, or the bare name of a table of the URL's database. */
const columnsSql = `
SELECT database, table, name, type FROM system.columns
WHERE concat(database, '.', table) = {p1:String} OR (table = {p1:String} AND database = currentDatabase())
ORDER BY concat(database, '.', table) = {p1:String} DESC, database, position`;

export function clickhouseEngine(session: Session): Engine {
  return {
    dialect: clickhouseDialect,
    careful,
    async relation(name, call) {
      const found = await session.query(columnsSql, [name], call);
      const [database, table] = [found.database?.[0], found.table?.[0]];
      if (database === undefined || table === undefined) {
        throw new Fault(
          'table_missing',
          `The store has no table or view “${name.slice(0, 200)}” that its user can see.`,
          { retry: 'never' },
        );
      }
      const columns = found.name!.flatMap((column, row): ColumnInfo[] => {
        if (found.database![row] !== database || found.table![row] !== table) return [];
        const type = String(found.type![row]);
        return [{ column: String(column), type, kind: kindOf(type) }];
      });
      const { quote } = clickhouseDialect;
      return { name, from: `${quote(String(database))}.${quote(String(table))}`, columns, columnar: true };
    },
    query: (sql, values, call) => session.query(sql, values, call),
    close: () => session.close(),
  };
}
