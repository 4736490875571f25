import { describe } from 'vitest';
import { troubleOn } from './trouble-on-chat.ts';

describe.each(['socket', 'http'] as const)('on Slack over %s', troubleOn);
