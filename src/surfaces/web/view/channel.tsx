import { t, tLine } from '../../../words/t.ts';
import type { ShownCard } from '../../contract.ts';
import type { PrivateAnswer } from '../private-answers.ts';
import type { Visitor } from '../visitor.ts';
import { type Place, Proof, pathOf } from './actions.tsx';
import { AnswerCard, ChannelCard } from './card.tsx';
import { Sentence } from './line.tsx';
import type { Channel } from './page.tsx';
import { People } from './who.tsx';

const suggestions = ['help', 'list', 'inbox', 'digest'];

const Composer = ({ channel, place }: { channel: Channel; place: Place }) => (
  <div class="composer">
    <form method="post" action={pathOf(channel.id, '/say')} class="say" autocomplete="off">
      <Proof csrf={place.csrf} />
      <label for="words">
        /model <span class="hidden">{t('words for Steward in {channel}', { channel: channel.title })}</span>
      </label>
      <input
        id="words"
        name="words"
        type="text"
        placeholder={t('status, or any command')}
        enterkeyhint="send"
        spellcheck={false}
      />
      <button type="submit" class="button primary">
        {t('Send')}
      </button>
    </form>
    <ul class="hints" aria-label={t('Common commands')}>
      {suggestions.map((words) => (
        <li>
          <form method="post" action={pathOf(channel.id, '/say')} autocomplete="off">
            <Proof csrf={place.csrf} />
            <button
              type="submit"
              name="words"
              value={words}
              aria-label={t('Send {words}', { words: `/model ${words}` })}
            >
              /model {words}
            </button>
          </form>
        </li>
      ))}
    </ul>
  </div>
);

const Welcome = ({ visitor, channel }: { visitor: Visitor; channel: Channel }) => (
  <section class="welcome" aria-labelledby="welcome">
    <h2 id="welcome">{t('Who are you?')}</h2>
    <p>{t('You can read everything here. To say or press something, choose whom you act as.')}</p>
    <People visitor={visitor} channel={channel.id} />
  </section>
);

/** The cards of one channel, oldest first, each followed by the private answers that came after it. */
export function ChannelView(props: {
  channel: Channel;
  visitor: Visitor;
  cards: ShownCard[];
  answers: PrivateAnswer[];
}) {
  const { channel, visitor, cards, answers } = props;
  const place: Place = { channel: channel.id, csrf: visitor.csrf };
  const keys = new Set(cards.map(({ card }) => card.key));
  const below = (key: string | null) =>
    answers
      .filter(({ after }) => (after !== null && keys.has(after) ? after : null) === key)
      .map((given) => <AnswerCard given={given} place={place} />);
  return (
    <>
      <div
        class="scroll"
        role="log"
        aria-label={t('Cards in {channel}', { channel: channel.title })}
        tabindex={0}
        data-live={pathOf(channel.id, '/events')}
      >
        <div class="log">
          {cards.length === 0 ? (
            <p class="empty">
              <Sentence
                of={tLine('Nothing was posted here yet. Say {help} to see what you can do.', {
                  help: <code>/model help</code>,
                })}
              />
            </p>
          ) : null}
          {below(null)}
          {cards.map((shown) => (
            <>
              <ChannelCard shown={shown} place={place} />
              {below(shown.card.key)}
            </>
          ))}
        </div>
      </div>
      {visitor.person ? (
        <Composer channel={channel} place={place} />
      ) : (
        <Welcome visitor={visitor} channel={channel} />
      )}
    </>
  );
}
