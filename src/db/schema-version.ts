/** What this release writes; a database whose `schema_info.min_reader` is above it is left to newer releases. */
export const schemaVersion = 1;
