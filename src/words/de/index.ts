/** German. Informal ("du"), short, the words that ML teams use; English terms of the field stay (Champion, Challenger, Drift). */
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { episode } from './episode.ts';
import { rejections } from './rejections.ts';
import { surfaces } from './surfaces.ts';

export const parts = [cards, episode, commands, rejections, surfaces];

export const de: Record<string, string> = Object.assign({}, ...parts);
