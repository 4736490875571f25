/**
 * A press as text that a button can carry: `1.<verb>.<seen>.<id>`. Messages outlive releases, so it starts with a version;
 * it is a claim, not a proof: whoever reads it checks the person and the world again.
 */
import type { Press } from '../cards/card.ts';

/** Discord's limit of a custom_id: https://discord.com/developers/docs/components/reference */
export const maxTokenLength = 100;

const verbPattern = /^[a-z][a-z0-9_]*$/;
const fingerprintPattern = /^[0-9a-f]{16}$/;
const rawSeenPattern = /^[A-Za-z0-9_-]*$/;
const controlOrLoneSurrogate = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Sixteen hex digits are written in eleven characters, so that verbs of 20 and model names of 64 fit together. */
const packSeen = (seen: string): string =>
  fingerprintPattern.test(seen) ? Buffer.from(seen, 'hex').toString('base64url') : `=${seen}`;

function unpackSeen(text: string): string {
  return text.startsWith('=') ? text.slice(1) : Buffer.from(text, 'base64url').toString('hex');
}

const write = (press: Press): string => `1.${press.verb}.${packSeen(press.seen)}.${press.id}`;

/** Whether a press can be carried by a button: short enough, and made of plain characters. */
export const pressFits = (press: Press): boolean =>
  verbPattern.test(press.verb) &&
  rawSeenPattern.test(press.seen) &&
  !controlOrLoneSurrogate.test(press.id) &&
  write(press).length <= maxTokenLength;

/** Writes a press as at most 100 characters; throws when `pressFits` says no. */
export function encodePress(press: Press): string {
  if (!pressFits(press))
    throw new Error(`press ${press.verb} does not fit into ${maxTokenLength} characters`);
  return write(press);
}

/** Reads what `encodePress` wrote, character by character the same; anything else is null: "This card is out of date". */
export function decodePress(text: string): Press | null {
  if (text.length > maxTokenLength) return null;
  const parts = /^1\.([^.]*)\.([^.]*)\.(.*)$/su.exec(text);
  if (!parts) return null;
  const press = { verb: parts[1]!, id: parts[3]!, seen: unpackSeen(parts[2]!) };
  return pressFits(press) && write(press) === text ? press : null;
}
