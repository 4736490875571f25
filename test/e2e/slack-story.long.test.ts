import { test } from 'vitest';
import { tellStory } from './story-on-chat.ts';

test.each(['socket', 'http'] as const)(
  'a model that fails is retrained, approved by somebody else, promoted, and rolled back on Slack (%s)',
  (mode) => tellStory(mode),
);
