import type { Chart } from '../charts/chart.ts';
import type { GroupId, PersonId } from '../domain/ids.ts';
import type { Instant } from '../lib/time.ts';

/** A message as meaning. Surfaces write the markup; a card knows neither Slack nor HTML. */
export interface Card {
  /** One message per key and channel, edited in place. */
  key: string;
  tone: Tone;
  title: string;
  /** The sentence for notifications and screen readers: what, how bad, who must act, by when. No glyphs. */
  summary: string;
  blocks: Block[];
  actions: Action[];
  /** Groups who must act: a surface that can mention them does so once, when the card is new. */
  calls?: GroupId[];
  /** Offers all models to choose from, worst first, where a surface has such a control. */
  picks?: 'model';
}

export type Tone = 'ok' | 'warning' | 'failing' | 'no_data' | 'muted' | 'plain';

export type Block =
  | { kind: 'text'; line: Line }
  | { kind: 'facts'; facts: [label: string, value: Line][] }
  /** `rowHeader` is the index of the column that names a row. */
  | { kind: 'table'; caption: string; columns: string[]; rowHeader: number; rows: Line[][] }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'code'; text: string };

/** Spans, never markup: whatever a name or reason holds, it stays text. */
export type Line = Span[];
export type Span =
  | string
  | { bold: string }
  | { link: string; url: string }
  | { person: PersonId; name: string }
  | { at: Instant };

export interface Action {
  /** Verb and object: "Approve retrain". */
  label: string;
  style: 'primary' | 'danger' | 'default';
  press: Press;
  /** Asked before the press counts. */
  confirm?: { title: string; text: string; yes: string; no: string };
  /** Asked for before the press counts; values travel with it. */
  form?: Form;
  /** Shown behind ⋯ where a surface has little room. */
  minor?: boolean;
}

/** A button is a command, not a URL. `seen` is the fingerprint of what the card showed. */
export interface Press {
  verb: string;
  id: string;
  seen: string;
}

export interface Form {
  title: string;
  submit: string;
  fields: Field[];
}

export interface Field {
  name: string;
  label: string;
  required: boolean;
  kind: 'text' | 'paragraph' | 'select';
  options?: { value: string; label: string }[];
  initial?: string;
}
