// Predictions in the tables and views of a team's own ClickHouse, over HTTP.
import { z } from 'zod';
import { clickhouseEngine } from './clickhouse/engine.ts';
import { openSession } from './clickhouse/session.ts';
import { defineStore } from './contract.ts';
import { sqlStore } from './sql/store.ts';

const config = z.object({
  /** Where the URL is kept, password and all: `env:NAME` or `file:PATH`. Its path names the database. */
  url: z.string().regex(/^(env|file):./, 'write where the URL is kept, as in env:PREDICTIONS_URL'),
  /** Statements at once. */
  connections: z.int().min(1).max(32).optional(),
});

export const clickhouse = defineStore({
  id: 'clickhouse',
  config,
  lacks: {},
  async open({ url, connections = 4 }, { secret }) {
    return sqlStore(clickhouseEngine(openSession(await secret(url), connections)));
  },
});
