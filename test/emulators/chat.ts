/** What people do on a chat platform. Both emulators speak it, so that one story is told on each of them. */
export interface Who {
  by: string;
  in: string;
}

export interface Chat {
  /** Every rule of the platform that the app broke, in a sentence. */
  violations: string[];
  /** What follows `/model`. On Discord it is chosen from the native commands, in the order in which they ask. */
  say(words: string, who: Who): Promise<Reply>;
  /** A press of a button that no message may have: hostile and old ones too. */
  carry(token: string, who: Who): Promise<Reply>;
  channel(name: string): Place;
  /** What somebody was told directly, oldest first. */
  dm(name: string): SentCard[];
  person(name: string, traits?: { strangerFrom?: string }): { id: string };
  until<T>(look: () => T | undefined | null | false, what: () => string, ms?: number): Promise<T>;
}

export interface Place {
  id: string;
  messages(): SentCard[];
  expectCard(words: string, ms?: number): Promise<SentCard>;
}

/** What somebody was told because of what they did, and nobody else. */
export interface Reply {
  card(): Promise<SentCard>;
  whisper(): Promise<string>;
  modal(): Promise<Modal>;
}

export interface Filled extends Reply {
  /** What is wrong with the fields of the form that was sent, by their names. */
  problems(): Promise<Record<string, string>>;
}

export interface Modal {
  title: string;
  text: string;
  fields: { name: string; label: string }[];
  /** Fills in the whole form, over as many modals as it has. */
  submit(values?: Record<string, string>): Promise<Filled>;
}

export interface SentCard {
  /** The sentence for notifications and screen readers. */
  text: string;
  plainText(): string;
  seen(): { mentions: string[]; links: string[]; formatted: string[] };
  buttons(): string[];
  /** How often it was edited. */
  edits(): number;
  /** What a button carries. */
  token(label: string): string;
  /** Presses a button, or chooses from ⋯, by the beginning of its label; with `values` fills in the form that opens. */
  press(label: string, how: { by: string; values: Record<string, string> }): Promise<Filled>;
  press(label: string, how: { by: string }): Promise<Reply>;
  /** Presses a button that asks whether somebody is sure, and says yes. */
  confirm(label: string, how: { by: string }): Promise<{ question: string; reply: Reply }>;
  expectUpdate(words: string, ms?: number): Promise<unknown>;
  expectNoButton(label: string): Promise<unknown>;
  vanish(): void;
}
