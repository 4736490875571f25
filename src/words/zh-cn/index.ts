/** Simplified Chinese. Short, polite, the words that ML teams use. */
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { domain } from './domain.ts';
import { episode } from './episode.ts';
import { main } from './main.ts';
import { reasons } from './reasons.ts';
import { rejections } from './rejections.ts';
import { surfaces } from './surfaces.ts';
import { verbs } from './verbs.ts';

export const parts = [cards, episode, commands, verbs, domain, reasons, main, rejections, surfaces];

export const zhCN: Record<string, string> = Object.assign({}, ...parts);
