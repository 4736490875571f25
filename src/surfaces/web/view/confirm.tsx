import type { Child } from 'hono/jsx';
import type { Card } from '../../../cards/card.ts';
import { speech } from '../../../words/language.ts';
import { t } from '../../../words/t.ts';
import { iconPath, stylePath } from '../assets.ts';
import { CardBlock } from './block.tsx';
import { shorten } from './line.tsx';

/** A page of its own, for one person and one question: no channel, no session, no script. */
function Alone({ title, children }: { title: string; children: Child }) {
  return (
    <html lang={speech().locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Steward`}</title>
        <link rel="icon" href={iconPath} />
        <link rel="stylesheet" href={stylePath} />
      </head>
      <body>
        <main id="content" class="alone">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** What the link is about; only the button does something. */
export const ConfirmPage = ({ card, path }: { card: Card; path: string }) => (
  <Alone title={shorten(card.title, 300)}>
    {card.blocks.map((block) => (
      <CardBlock block={block} />
    ))}
    <form method="post" action={path} autocomplete="off">
      <div class="actions">
        <button type="submit" class="button primary">
          {shorten(card.actions[0]?.label ?? t('Confirm'), 80)}
        </button>
      </div>
    </form>
  </Alone>
);

/** What came of it, or why nothing did. */
export const ConfirmedPage = ({ title, sentence }: { title: string; sentence: string }) => (
  <Alone title={title}>
    <p role="status">{shorten(sentence)}</p>
    <p>{t('You can close this page.')}</p>
  </Alone>
);
