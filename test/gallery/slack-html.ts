/** Slack's blocks as plain HTML, near enough to judge words and length by; Slack's own colours and fonts are not imitated. */
type Json = Record<string, unknown>;

const escaped = (text: unknown): string =>
  String(text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const textOf = (value: unknown): string => escaped((value as Json)?.text);

function leaf({ type, text, style, url, fallback, usergroup_id }: Json): string {
  if (type === 'link') return `<a href="${escaped(url)}">${escaped(text)}</a>`;
  if (type === 'date') return `<time>${escaped(fallback)}</time>`;
  if (type === 'usergroup') return `<mark>@${escaped(usergroup_id)}</mark>`;
  return (style as Json)?.bold ? `<b>${escaped(text)}</b>` : escaped(text);
}

const part = (one: Json): string => {
  const inside = list(one.elements).map(leaf).join('');
  return one.type === 'rich_text_preformatted' ? `<pre>${inside}</pre>` : `<p>${inside}</p>`;
};

function element({ type, text, style, options, placeholder }: Json): string {
  if (type === 'overflow')
    return `<details><summary>⋯</summary>${list(options)
      .map((one) => `<div>${textOf(one.text)}</div>`)
      .join('')}</details>`;
  if (type === 'external_select') return `<button>${textOf(placeholder)} ▾</button>`;
  return `<button class="${escaped(style ?? '')}">${textOf(text)}</button>`;
}

function chart({ title, chart: drawn }: Json): string {
  const { type, series } = drawn as Json;
  const names = list(series).map(({ name, data }) => `${escaped(name)} (${list(data).length} points)`);
  return `<figure>[ ${escaped(type)} chart “${escaped(title)}”: ${names.join(', ')} ]</figure>`;
}

function block(one: Json): string {
  switch (one.type) {
    case 'header':
      return `<h3>${textOf(one.text)}</h3>`;
    case 'section':
      return `<p>${textOf(one.text)}</p>`;
    case 'context':
      return `<small>${list(one.elements)
        .map((each) => escaped(each.text))
        .join(' ')}</small>`;
    case 'rich_text':
      return list(one.elements).map(part).join('');
    case 'actions':
      return `<div class="actions">${list(one.elements).map(element).join('')}</div>`;
    case 'data_table': {
      const [head = [], ...rows] = (one.rows as Json[][]) ?? [];
      const cells = (row: Json[], tag: string) =>
        `<tr>${row.map(({ text }) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
      return `<table><caption>${escaped(one.caption)}</caption>${cells(head, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table>`;
    }
    case 'data_visualization':
      return chart(one);
    default:
      return `<p>[${escaped(one.type)}]</p>`;
  }
}

export const slackHtml = (blocks: object[]): string => blocks.map((one) => block(one as Json)).join('\n');
