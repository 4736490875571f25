/** What a reader sees of a message, and what its text turned into. Written apart from the renderer. */
import { componentsIn } from './limits.ts';

export interface Seen {
  text: string;
  mentions: string[];
  links: string[];
  formatted: string[];
  /** Addresses that Discord would make a link of without being asked. */
  bare: string[];
}

/** Discord's Markdown, one rule after the other; a backslash before punctuation takes its meaning away. */
export function readMarkdown(raw: string): Seen {
  const seen: Seen = { text: '', mentions: [], links: [], formatted: [], bare: [] };
  const kept: string[] = [];
  const keep = (text: string) => `\ue000${kept.push(text) - 1}\ue001`;
  let rest = raw.replace(/```\n?([\s\S]*?)\n?```/g, (_all, code: string) => keep(code));
  rest = rest.replace(/\\([^0-9A-Za-z\s])/g, (_all, letter: string) => keep(letter));
  rest = rest.replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, (_all, words: string, url: string) => {
    seen.links.push(url);
    return words;
  });
  rest = rest.replace(/<t:(\d+):[a-zA-Z]>/g, (_all, at: string) => new Date(Number(at) * 1000).toISOString());
  for (const [found] of rest.matchAll(/<(@[!&]?|#)\d+>|@everyone|@here|<(a?:\w+:\d+|id:\w+|\/[^>]+:\d+)>/g))
    seen.mentions.push(found);
  rest = rest.replace(/<@&\d+>/g, '');
  for (const [url] of rest.matchAll(/https?:\/\/\S+/g)) seen.bare.push(url);
  rest = rest.replace(/^(-# |#{1,3} |> |>>> |[-*+] |\d+\. )/gm, (mark) => {
    if (mark !== '-# ' && mark !== '### ') seen.formatted.push(mark);
    return '';
  });
  rest = rest.replace(/\*\*([^\n]+?)\*\*/g, '$1');
  for (const match of rest.matchAll(
    /\*(?=\S)[^*\n]+\*|~~[^\n]+?~~|\|\|[^\n]+?\|\||`[^`\n]+`|(?<![A-Za-z0-9])_[^_\n]+_(?![A-Za-z0-9])/g,
  ))
    seen.formatted.push(match[0]);
  for (let depth = 0; depth < 3; depth++)
    rest = rest.replace(/\ue000(\d+)\ue001/g, (_all, at: string) => kept[Number(at)]!);
  seen.text = rest.replaceAll('\u2060', '');
  return seen;
}

export function readComponents(components: unknown): Seen {
  const all = componentsIn(components).flatMap((one): Seen[] => {
    if (one.type === 10) return [readMarkdown(String(one.content))];
    if (one.type !== 12) return [];
    const items = one.items as { description?: string }[];
    return [
      {
        text: items.map(({ description }) => description).join('\n'),
        mentions: [],
        links: [],
        formatted: [],
        bare: [],
      },
    ];
  });
  return {
    text: all.map(({ text }) => text).join('\n'),
    mentions: all.flatMap(({ mentions }) => mentions),
    links: all.flatMap(({ links }) => links),
    formatted: all.flatMap(({ formatted }) => formatted),
    bare: all.flatMap(({ bare }) => bare),
  };
}
