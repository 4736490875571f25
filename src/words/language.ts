/** The languages that Steward speaks, and which one it speaks right now. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { de } from './de/index.ts';
import { zhCN } from './zh-cn/index.ts';

/** By their BCP 47 tags, each under the name that its speakers know. */
export const languages = { en: 'English', de: 'Deutsch', 'zh-CN': '简体中文' } as const;

export type Language = keyof typeof languages;

/** How something is said: rules for plurals and numbers (`locale`), and the message that stands for an English one. */
export interface Speech {
  locale: string;
  say(message: string): string;
}

const from = (locale: Language, catalog: Record<string, string>): Speech => ({
  locale,
  // A test sees to it that nothing is missing; a word of English is better than none.
  say: (message) => catalog[message] ?? message,
});

const speeches: Record<Language, Speech> = {
  en: { locale: 'en', say: (message) => message },
  de: from('de', de),
  'zh-CN': from('zh-CN', zhCN),
};

const now = new AsyncLocalStorage<Speech>();

/** Everything that `what` says, and whatever it starts, is said in this language. */
export const speaking = <T>(language: Language | Speech, what: () => T): T =>
  now.run(typeof language === 'string' ? speeches[language] : language, what);

/**
 * Of a channel; anywhere else (a direct message, a home tab, a channel that nobody has set up yet) as in the first of `channels`.
 * @param here whether somebody speaks in this one
 */
export const languageAmong = <C extends { language?: Language }>(
  channels: readonly C[],
  here: (channel: C) => boolean,
): Language => (channels.find(here) ?? channels[0])?.language ?? 'en';

/** English where nobody chose. */
export const speech = (): Speech => now.getStore() ?? speeches.en;
