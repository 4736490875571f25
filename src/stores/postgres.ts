// Predictions in the tables and views of a team's own Postgres, 14 or newer.
import { z } from 'zod';
import { defineStore } from './contract.ts';
import { postgresEngine } from './postgres/engine.ts';
import { openSession } from './postgres/session.ts';
import { sqlStore } from './sql/store.ts';

const config = z.object({
  /** Where the URL is kept, password and all: `env:NAME` or `file:PATH`. */
  url: z.string().regex(/^(env|file):./, 'write where the URL is kept, as in env:PREDICTIONS_URL'),
  /** Statements at once. */
  connections: z.int().min(1).max(32).optional(),
});

export const postgres = defineStore({
  id: 'postgres',
  config,
  lacks: {},
  async open({ url, connections = 4 }, { secret }) {
    return sqlStore(postgresEngine(openSession(await secret(url), connections)));
  },
});
