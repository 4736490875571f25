import { troubleOn } from './trouble-on-chat.ts';

troubleOn('discord');
