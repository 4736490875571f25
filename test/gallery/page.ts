/** The gallery's page: each card as the chat page, Slack and Discord show it, and as a screen reader says it. */
import { readFileSync } from 'node:fs';
import { chartSvg } from '../../src/charts/chart-svg.ts';
import { renderCard as onDiscord } from '../../src/surfaces/discord/render/message.ts';
import { renderCard as onSlack } from '../../src/surfaces/slack/render/message.ts';
import { iconPath } from '../../src/surfaces/web/assets.ts';
import { pictureId } from '../../src/surfaces/web/pictures.ts';
import { ChannelCard } from '../../src/surfaces/web/view/card.tsx';
import { speech } from '../../src/words/language.ts';
import { everyCard, type Shown } from './cards.ts';
import { discordHtml } from './discord-html.ts';
import { slackHtml } from './slack-html.ts';

const sheets = ['base', 'cards', 'buttons', 'forms', 'people'];
const css = sheets
  .map((name) => readFileSync(new URL(`../../src/surfaces/web/style/${name}.css`, import.meta.url), 'utf8'))
  .join('\n');

const own = `
body { display: block; max-width: none; margin: 0; padding: 1rem; overflow: auto; height: auto }
.row { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1.5rem; margin: 0 0 2rem; align-items: start }
.row > h2 { grid-column: 1 / -1; margin: 0; font-size: 1rem; border-top: 1px solid #888; padding-top: .5rem }
.chat { border: 1px solid #bbb; border-radius: 8px; padding: .75rem; font: 15px/1.46 sans-serif; overflow-wrap: anywhere }
.chat h3 { margin: 0 0 .5rem; font-size: 1.1rem } .chat p { margin: .2rem 0; white-space: pre-wrap } .chat pre { overflow: auto; background: #f4f4f4; color: #222; padding: .5rem }
.chat table { border-collapse: collapse; font-size: 13px; display: block; overflow: auto } .chat td, .chat th { border: 1px solid #bbb; padding: 2px 6px; text-align: left }
.chat .actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .5rem } .chat small { color: #666; display: block }
.chat button { border: 1px solid #999; border-radius: 4px; background: #fff; color: #222; padding: .25rem .6rem } .chat .primary { background: #0b6b4f; color: #fff } .chat .danger { background: #b3261e; color: #fff }
.chat img { width: 100% } .discord .box { border-left: 4px solid #999; padding-left: .75rem }
.spoken { grid-column: 1 / -1; color: #555; font-style: italic; margin: 0 }
`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const picture = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
const icon = picture(readFileSync(new URL('../../src/surfaces/web/icon.svg', import.meta.url), 'utf8'));

/** Pictures inside, so that the page is one file. */
async function withPictures(html: string, { card }: Shown): Promise<string> {
  let whole = html.replaceAll(`"${iconPath}"`, `"${icon}"`);
  for (const block of card.blocks) {
    if (block.kind !== 'chart') continue;
    const drawn = picture(await chartSvg(block.chart));
    whole = whole.replaceAll(`/charts/${pictureId(block.chart)}.svg`, drawn);
  }
  return whole;
}

async function row(shown: Shown): Promise<string> {
  const { name, card } = shown;
  const place = { channel: 'ml' as never, csrf: 'none' };
  const web = String(
    await ChannelCard({ shown: { card, ref: null, postedAt: 0, editedAt: 0, revision: 1 }, place }),
  );
  const slack = onSlack(card, { tables: true, charts: true, picture: () => null });
  const { components, charts } = onDiscord(card);
  const pictures = await Promise.all(charts.map(async (chart) => picture(await chartSvg(chart))));
  return `<section class="row" id="${escaped(name).replaceAll(/[^a-z]+/gi, '-')}"><h2>${escaped(name)}</h2>
<div>${await withPictures(web, shown)}</div><div class="chat slack">${slackHtml(slack.blocks)}</div>
<div class="chat discord">${discordHtml(components, pictures)}</div>
<p class="spoken">“${escaped(card.summary)}”</p></section>`;
}

/** @returns one HTML file without anything beside it */
export async function galleryPage(): Promise<{ html: string; count: number }> {
  const cards = everyCard();
  const rows: string[] = [];
  for (const card of cards) rows.push(await row(card));
  const html = `<!doctype html><html lang="${speech().locale}"><meta charset="utf-8"><title>Steward: every card</title><style>${css}${own}</style>
<h1>Every card, on the page, on Slack and on Discord</h1>${rows.join('\n')}</html>`;
  return { html, count: cards.length };
}
