// Tables and views that the store's user can see, found in the catalog.
import { Fault } from '../../lib/fault.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Engine } from '../sql/engine.ts';
import { careful } from './careful.ts';
import { kindOf, postgresDialect } from './dialect.ts';
import type { Session } from './session.ts';

/**
 * `schema.table`, or the bare name of a table on the search path; a domain counts as what it is made of. The statistics of `ANALYZE` say
 * which columns hold so few values that their groups fit in memory together; of views and new tables there are none.
 */
const columnsSql = `
SELECT n.nspname AS schema, c.relname AS relation, a.attname AS column,
  CASE WHEN t.typtype = 'e' THEN 'enum' ELSE format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, NULL) END AS type,
  (SELECT max(s.n_distinct) BETWEEN 1 AND 20000 FROM pg_catalog.pg_stats AS s
    WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname) AS few
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND (n.nspname || '.' || c.relname = $1 OR (c.relname = $1 AND n.nspname = ANY (current_schemas(false))))
ORDER BY (n.nspname || '.' || c.relname = $1) DESC, array_position(current_schemas(false), n.nspname), n.nspname, a.attnum`;

export function postgresEngine(session: Session): Engine {
  return {
    dialect: postgresDialect,
    careful,
    async relation(name, call) {
      // Postgres has no text with a NUL in it.
      const found = name.includes('\0') ? {} : await session.query(columnsSql, [name], call);
      const [schema, relation] = [found.schema?.[0], found.relation?.[0]];
      if (schema === undefined || relation === undefined) {
        throw new Fault(
          'table_missing',
          `The store has no table or view “${name.slice(0, 200)}” that its user can see.`,
          { retry: 'never' },
        );
      }
      const few = new Set<string>();
      const columns = found.column!.flatMap((column, row): ColumnInfo[] => {
        // The same name in a second schema of the search path is another table.
        if (found.schema![row] !== schema || found.relation![row] !== relation) return [];
        const type = String(found.type![row]);
        if (found.few![row] === true) few.add(String(column));
        return [{ column: String(column), type, kind: kindOf(type) }];
      });
      const { quote } = postgresDialect;
      return {
        name,
        from: `${quote(String(schema))}.${quote(String(relation))}`,
        columns,
        columnar: true,
        few,
      };
    },
    query: (sql, values, call) => session.query(sql, values, call),
    close: () => session.close(),
  };
}
