import { kinds } from './kinds.ts';
import { generateJsonSchema } from './sections.ts';

/** Where the JSON Schema lies that editors read. */
export const schemaFile = new URL('./steward.schema.json', import.meta.url);

/** What that file has to hold; `npm run generate` writes it and a test compares. */
export const schemaText = (): string => `${JSON.stringify(generateJsonSchema(kinds), null, 2)}\n`;
