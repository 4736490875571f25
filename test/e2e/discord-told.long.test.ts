import { test } from 'vitest';
import { tellPeople } from './told-on-chat.ts';

test('those who must act are mentioned once, reminded once, and may answer where they are told', () =>
  tellPeople('discord'));
