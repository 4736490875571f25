import type { Card } from '../../../cards/card.ts';
import { message, saidPlain, t, tLine } from '../../../words/t.ts';
import type { ShownCard } from '../../contract.ts';
import { iconPath } from '../assets.ts';
import type { PrivateAnswer } from '../private-answers.ts';
import { Actions, type Place, Proof, pathOf } from './actions.tsx';
import { CardBlock } from './block.tsx';
import { Sentence, shorten } from './line.tsx';
import { Moment } from './moment.tsx';
import { StateWord } from './state-word.tsx';

const mostBlocks = 60;

const outcomes = {
  done: message('✓ Done'),
  refused: message('✕ Refused'),
  failed: message('✕ Failed'),
  shown: null,
} as const;

function CardBody({ card, place }: { card: Card; place: Place }) {
  return (
    <div class="body">
      <div class="head">
        <StateWord tone={card.tone} />
        <h2>{shorten(card.title, 300)}</h2>
      </div>
      {card.blocks.slice(0, mostBlocks).map((block) => (
        <CardBlock block={block} />
      ))}
      {card.blocks.length > mostBlocks ? (
        <p class="cut">{t('This card is too long to be shown in full.')}</p>
      ) : null}
      <Actions card={card} place={place} />
    </div>
  );
}

/** A card in the channel, seen by everybody. `data-seen` changes whenever the card does. */
export function ChannelCard({ shown, place }: { shown: ShownCard; place: Place }) {
  const { card } = shown;
  return (
    <article
      class="message"
      aria-label={shorten(card.summary, 1000)}
      data-key={`card:${card.key}`}
      data-seen={`${shown.revision}`}
      tabindex={-1}
    >
      <img class="avatar" src={iconPath} alt="" width="36" height="36" />
      <div class="said">
        <p class="by">
          <strong>Steward</strong> <Moment at={shown.postedAt} />
          {shown.editedAt > shown.postedAt ? (
            <span class="edited">
              <Sentence of={tLine(', edited {at}', { at: <Moment at={shown.editedAt} /> })} />
            </span>
          ) : null}
        </p>
        <CardBody card={card} place={place} />
      </div>
    </article>
  );
}

/** An answer to one person, until they dismiss it. */
export function AnswerCard({ given, place }: { given: PrivateAnswer; place: Place }) {
  const { answer, id } = given;
  const outcome = outcomes[answer.outcome];
  return (
    <article
      class={`message private ${answer.outcome}`}
      id={`answer-${id}`}
      aria-label={t('Only you can see this. {summary}', { summary: shorten(answer.card.summary, 1000) })}
      data-key={`answer:${id}`}
      data-seen="1"
      tabindex={-1}
    >
      <img class="avatar" src={iconPath} alt="" width="36" height="36" />
      <div class="said">
        <p class="prompt">
          <Sentence of={tLine('You: {prompt}', { prompt: <code>{shorten(given.prompt)}</code> })} />
        </p>
        <div class="by">
          <span class="eye">{t('Only you can see this')}</span>
          {outcome ? <span class="outcome">{saidPlain(outcome)}</span> : null}
          <form method="post" action={pathOf(place.channel, '/dismiss')} autocomplete="off">
            <Proof csrf={place.csrf} />
            <input type="hidden" name="answer" value={id} />
            <button
              type="submit"
              class="quiet"
              aria-label={`${t('Dismiss')}, ${shorten(answer.card.title, 120)}`}
            >
              {t('Dismiss')}
            </button>
          </form>
        </div>
        <CardBody card={answer.card} place={place} />
      </div>
    </article>
  );
}
