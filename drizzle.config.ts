import { defineConfig } from 'drizzle-kit';

const schema = ['schema', 'chat-schema', 'run-schema', 'summary-schema', 'registry-schema'].map(
  (name) => `./src/db/${name}.ts`,
);

export default defineConfig({ dialect: 'postgresql', schema, out: './migrations' });
