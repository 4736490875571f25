import { test } from 'vitest';
import { tellStory } from './story-on-chat.ts';

test('a model that fails is retrained, approved by somebody else, promoted, and rolled back on Discord', () =>
  tellStory('discord'));
