/** Every message that the source can say, found in its text. */
import { rejections } from '../../src/domain/rejection.ts';
import { readTree } from '../architecture.ts';

/** Spread lines (`...tLine(`) too, but no method of that name. */
const calls = /(?<![\w$]|(?<!\.\.)\.)(t|tLine|message)\(\s*/g;
const literal = /^('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/;

/** `unread`: calls whose message is no literal, which nobody could translate. */
export function messagesOf(sources: { file: string; text: string }[]): {
  messages: string[];
  unread: string[];
} {
  const messages = new Set<string>();
  const unread: string[] = [];
  for (const { file, text } of sources) {
    if (!/from '(?:[./]*\/words|\.)\/t\.ts'/.test(text)) continue;
    for (const call of text.matchAll(calls)) {
      const rest = text.slice(call.index + call[0].length);
      const found = literal.exec(rest)?.[1];
      if (found) messages.add(found.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
      else unread.push(`${file}: ${call[0]}${rest.slice(0, 40)}`);
    }
  }
  return { messages: [...messages], unread };
}

export function allMessages() {
  const { messages, unread } = messagesOf(readTree('src'));
  return { messages: [...new Set([...messages, ...Object.values(rejections)])], unread };
}
