/** Discord's components as plain HTML, near enough to judge words and length by; Discord's own look is not imitated. */
import { readMarkdown } from '../emulators/discord/readable.ts';

type Json = Record<string, unknown>;

const escaped = (text: unknown): string =>
  String(text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** A time is shown in the reader's zone, and how far away it is. */
const read = (text: string): string =>
  escaped(readMarkdown(text).text).replaceAll(/(\S+)T(\d\d:\d\d):\S+ \([^)]*Z\)/g, '$1 $2 (…)');

function markdown(content: string): string {
  if (content.startsWith('```')) return `<pre>${read(content)}</pre>`;
  return content
    .split('\n')
    .map((line) => {
      const shown = read(line);
      if (line.startsWith('### ')) return `<h3>${shown}</h3>`;
      return line.startsWith('-# ') ? `<small>${shown}</small>` : `<p>${shown}</p>`;
    })
    .join('');
}

const styles: Record<string, string> = { 1: 'primary', 4: 'danger' };

function component(one: Json, pictures: string[]): string {
  const inside = () =>
    list(one.components)
      .map((part) => component(part, pictures))
      .join('');
  switch (one.type) {
    case 17:
      return `<div class="box">${inside()}</div>`;
    case 10:
      return markdown(String(one.content));
    case 12:
      return list(one.items)
        .map(({ media, description }) => {
          const [index = '0'] = /\d+/.exec(String((media as Json).url)) ?? [];
          return `<img src="${pictures[Number(index)]}" alt="${escaped(description).replaceAll('"', '&quot;')}">`;
        })
        .join('');
    case 1:
      return `<div class="actions">${inside()}</div>`;
    case 2:
      return `<button class="${styles[String(one.style)] ?? ''}">${escaped(one.label)}</button>`;
    case 3:
      return `<details><summary>${escaped(one.placeholder)}</summary>${list(one.options)
        .map(({ label }) => `<div>${escaped(label)}</div>`)
        .join('')}</details>`;
    default:
      return `<p>[${escaped(one.type)}]</p>`;
  }
}

/** @param pictures addresses of the attached charts, in their order */
export const discordHtml = (components: object[], pictures: string[]): string =>
  components.map((one) => component(one as Json, pictures)).join('\n');
