/** Simplified Chinese. Short, polite, the words that ML teams use. */
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { cycle } from './cycle.ts';
import { digest } from './digest.ts';
import { domain } from './domain.ts';
import { episode } from './episode.ts';
import { forms } from './forms.ts';
import { log } from './log.ts';
import { main } from './main.ts';
import { mistakes } from './mistakes.ts';
import { notes } from './notes.ts';
import { reasons } from './reasons.ts';
import { rejections } from './rejections.ts';
import { surfaces } from './surfaces.ts';
import { verbs } from './verbs.ts';
import { words } from './words.ts';

export const parts = [
  notes,
  words,
  episode,
  cycle,
  forms,
  cards,
  log,
  digest,
  commands,
  verbs,
  domain,
  main,
  mistakes,
  reasons,
  rejections,
  surfaces,
];

export const zhCN: Record<string, string> = Object.assign({}, ...parts);
