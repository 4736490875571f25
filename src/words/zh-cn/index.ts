/** Simplified Chinese. Short, polite, the words that ML teams use. */
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { episode } from './episode.ts';
import { rejections } from './rejections.ts';
import { surfaces } from './surfaces.ts';

export const parts = [cards, episode, commands, rejections, surfaces];

export const zhCN: Record<string, string> = Object.assign({}, ...parts);
