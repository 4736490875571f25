/** The one stylesheet (written as several files) and the one script of the page, under names that change with their content. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { sha256 } from '../../lib/hash.ts';

const styles = ['base', 'frame', 'cards', 'buttons', 'forms', 'people', 'phone'].map(
  (name) => `style/${name}.css`,
);

function asset(file: string, type: string, parts = [file]) {
  const text = parts.map((part) => readFileSync(new URL(`./${part}`, import.meta.url), 'utf8')).join('\n');
  return { path: `/assets/${sha256(text).slice(0, 12)}-${file}`, type, text };
}

const style = asset('chat.css', 'text/css; charset=utf-8', styles);
const script = asset('chat.js', 'text/javascript; charset=utf-8');
const icon = asset('icon.svg', 'image/svg+xml');

export const stylePath = style.path;
export const scriptPath = script.path;
export const iconPath = icon.path;

export const assetRoutes = new Hono();
for (const { path, type, text } of [style, script, icon]) {
  assetRoutes.get(path, (c) =>
    c.body(text, 200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }),
  );
}
