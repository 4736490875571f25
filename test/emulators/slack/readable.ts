/** What a reader sees of a message, and what its text turned into: mentions, links, formatting. Written apart from the renderer. */
type Json = Record<string, unknown>;

export interface Seen {
  text: string;
  mentions: string[];
  links: string[];
  /** Words that Slack would show bold, italic, struck or as code because of characters in a text. */
  formatted: string[];
}

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Slack's own markup in a text: https://docs.slack.dev/messaging/formatting-message-text */
export function readMrkdwn(raw: string): Seen {
  const seen: Seen = { text: '', mentions: [], links: [], formatted: [] };
  let rest = raw.replace(/<([^<>]*)>/g, (_all, inside: string) => {
    const [target = '', label] = inside.split('|');
    if (/^[@#!]/.test(target) && !target.startsWith('!date')) seen.mentions.push(target);
    else if (target.startsWith('!date')) return label ?? '';
    else seen.links.push(target);
    return label ?? target;
  });
  for (const [url] of rest.matchAll(/\bhttps?:\/\/[^\s<>]+/g)) seen.links.push(url);
  const formats = /(^|[\s(>"'.,:;!?-])([*_~`])(?=\S)([^\n]*?\S)\2(?=$|[\s).,:;!?"'-])/g;
  for (const match of rest.matchAll(formats)) seen.formatted.push(match[3]!);
  if (/^(&gt;|>)/.test(rest)) seen.formatted.push(rest);
  rest = decode(rest).replaceAll('\u2060', '');
  seen.text = rest;
  return seen;
}

const none = (text: string): Seen => ({ text, mentions: [], links: [], formatted: [] });

function leaf(element: Json): Seen {
  if (element.type === 'usergroup') return { ...none(''), mentions: [`!subteam^${element.usergroup_id}`] };
  if (element.type === 'user') return { ...none(''), mentions: [`@${element.user_id}`] };
  if (element.type === 'link')
    return { ...none(String(element.text ?? element.url)), links: [String(element.url)] };
  if (element.type === 'date') return none(String(element.fallback ?? element.timestamp));
  return none(String(element.text ?? ''));
}

function of(value: unknown): Seen[] {
  if (Array.isArray(value)) return value.flatMap(of);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Json;
  if (node.type === 'mrkdwn') return [readMrkdwn(String(node.text))];
  if (node.type === 'plain_text' || node.type === 'raw_text') return [none(String(node.text))];
  if (node.type === 'rich_text_section' || node.type === 'rich_text_preformatted') {
    const parts = (node.elements as Json[]).map(leaf);
    return [joined(parts, '')];
  }
  if (node.type === 'image') return [none(String(node.alt_text))];
  if (node.type === 'data_visualization') return [none(String(node.title))];
  if (node.type === 'data_table') return [none(String(node.caption)), ...of(node.rows)];
  if (node.type === 'input') return [...of(node.label), ...of(node.element)];
  if (node.type === 'button' || node.type === 'overflow' || node.type === 'actions') return [];
  return Object.values(node).flatMap(of);
}

const joined = (parts: Seen[], between: string): Seen => ({
  text: parts.map(({ text }) => text).join(between),
  mentions: parts.flatMap(({ mentions }) => mentions),
  links: parts.flatMap(({ links }) => links),
  formatted: parts.flatMap(({ formatted }) => formatted),
});

/** What blocks show, one line each. */
export const readBlocks = (blocks: object[]): Seen => joined(of(blocks), '\n');
