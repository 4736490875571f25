import type { Child } from 'hono/jsx';
import type { ChannelId } from '../../../domain/ids.ts';
import { speech } from '../../../words/language.ts';
import { t } from '../../../words/t.ts';
import { iconPath, scriptPath, stylePath } from '../assets.ts';
import type { Visitor } from '../visitor.ts';
import { pathOf } from './actions.tsx';
import { Who } from './who.tsx';

export interface Channel {
  id: ChannelId;
  title: string;
}

const Channels = ({ channels, current }: { channels: Channel[]; current: Channel | null }) => (
  <nav class="side" aria-label={t('Channels')}>
    <ul>
      {channels.map((channel) => (
        <li>
          <a href={pathOf(channel.id)} aria-current={channel.id === current?.id ? 'page' : undefined}>
            <span aria-hidden="true">#</span> {channel.title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The frame around every page: name, who you are, channels, and what the page is about. */
export function Page(props: {
  title: string;
  channels: Channel[];
  current: Channel | null;
  visitor: Visitor;
  children: Child;
}) {
  const { title, channels, current, visitor, children } = props;
  return (
    <html lang={speech().locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Steward`}</title>
        <link rel="icon" href={iconPath} />
        <link rel="stylesheet" href={stylePath} />
        <script src={scriptPath} defer></script>
      </head>
      <body>
        <a class="skip" href="#content">
          {t('Skip to the channel')}
        </a>
        <div class="app">
          <header class="bar">
            <a class="brand" href="/">
              <img src={iconPath} alt="" width="28" height="28" /> Steward
            </a>
            <h1>{title}</h1>
            <Who visitor={visitor} channel={current?.id ?? channels[0]?.id ?? null} />
          </header>
          <Channels channels={channels} current={current} />
          <main id="content" tabindex={-1}>
            {children}
          </main>
        </div>
        <p
          class="toast"
          role="status"
          hidden
          data-failed={t('That failed.')}
          data-silent={t('Steward did not answer. Press again, it counts only once.')}
        ></p>
      </body>
    </html>
  );
}
