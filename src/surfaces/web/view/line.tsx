import type { Child } from 'hono/jsx';
import type { Line, Span } from '../../../cards/card.ts';
import { clip } from '../../chat/words.ts';
import { Moment } from './moment.tsx';

/** Only what a browser opens as a page: `javascript:` and `data:` stay text. */
function safeUrl(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : null;
}

const longest = 4000;
export const shorten = (text: string, length = longest): string => clip(text, length);

/** A sentence that holds parts of the page, as `tLine` answers it. */
export const Sentence = ({ of }: { of: (string | object)[] }) => <>{of as Child[]}</>;

function OneSpan({ span }: { span: Span }) {
  if (typeof span === 'string') return <>{shorten(span)}</>;
  if ('bold' in span) return <strong>{shorten(span.bold)}</strong>;
  if ('at' in span) return <Moment at={span.at} />;
  if ('person' in span) return <span class="person">{shorten(span.name, 200)}</span>;
  const url = safeUrl(span.url);
  return url === null ? (
    shorten(span.link)
  ) : (
    <a href={url} rel="noopener noreferrer nofollow" target="_blank">
      {shorten(span.link)}
    </a>
  );
}

/** Spans one after another; what a name or reason holds stays text. */
export const SpanLine = ({ line }: { line: Line }) => (
  <>
    {line.slice(0, 200).map((span) => (
      <OneSpan span={span} />
    ))}
  </>
);
