/** What a POST carries, the same from a form and from JSON. */
import type { HonoRequest } from 'hono';

export interface Sent {
  fields: Map<string, string>;
  /** What a card's form asked for: every field that is not one of ours. */
  values: Record<string, string>;
}

const ours = new Set(['csrf', 'cause', 'token', 'values']);
const causePattern = /^[A-Za-z0-9_-]{8,80}$/;

export const causeIsPlain = (cause: string): boolean => causePattern.test(cause);

function entriesOf(value: unknown): [string, unknown][] | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
}

/** Null when the body is neither a form nor a JSON object of strings. */
export async function readSent(request: HonoRequest): Promise<Sent | null> {
  const type = request.header('content-type') ?? '';
  let body: unknown;
  try {
    body = type.includes('application/json') ? await request.json() : await request.parseBody();
  } catch {
    return null;
  }
  const entries = entriesOf(body);
  if (!entries) return null;
  const nested = entries.find(([name]) => name === 'values')?.[1];
  const values = nested === undefined || typeof nested === 'string' ? [] : entriesOf(nested);
  if (!values) return null;
  const top = entries.filter(([, value]) => typeof value !== 'object');
  const all = [...top.filter(([name]) => !ours.has(name)), ...values];
  if (all.some(([, value]) => typeof value !== 'string')) return null;
  return {
    fields: new Map(top.map(([name, value]) => [name, String(value)])),
    // fromEntries defines own properties, so a field called __proto__ stays a field.
    values: Object.fromEntries(all as [string, string][]),
  };
}
