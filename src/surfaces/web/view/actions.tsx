import { randomUUID } from 'node:crypto';
import type { Action, Card } from '../../../cards/card.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import { t } from '../../../words/t.ts';
import { encodePress, pressFits } from '../../press-token.ts';
import { shorten } from './line.tsx';

export interface Place {
  channel: ChannelId;
  csrf: string;
}

const most = 25;

export const pathOf = (channel: ChannelId, rest = ''): string =>
  `/channels/${encodeURIComponent(channel)}${rest}`;

/** The hidden fields that make a submit count once: the token against foreign pages, and the id of this very button. */
export const Proof = ({ csrf }: { csrf: string }) => (
  <>
    <input type="hidden" name="csrf" value={csrf} />
    <input type="hidden" name="cause" value={randomUUID()} />
  </>
);

/** A button with a question or a form gets a page of its own (a dialog where our script runs); the others press at once. */
function Button({ action, card, place }: { action: Action; card: Card; place: Place }) {
  const token = encodePress(action.press);
  const asks = action.form !== undefined || action.confirm !== undefined;
  const label = shorten(action.label, 80);
  return (
    <form
      method={asks ? 'get' : 'post'}
      action={pathOf(place.channel, asks ? '/ask' : '/press')}
      autocomplete="off"
      data-ask={asks ? '' : undefined}
    >
      <input type="hidden" name="token" value={token} />
      {asks ? null : <Proof csrf={place.csrf} />}
      <button
        type="submit"
        class={`button ${action.style}`}
        aria-label={`${label}, ${shorten(card.title, 120)}`}
        aria-haspopup={asks ? 'dialog' : undefined}
      >
        {label}
        {asks ? <span aria-hidden="true">…</span> : null}
      </button>
    </form>
  );
}

/** The buttons of a card, minor ones behind ⋯; one whose press cannot be carried is left out. */
export function Actions({ card, place }: { card: Card; place: Place }) {
  const actions = card.actions.filter((action) => pressFits(action.press)).slice(0, most);
  if (actions.length === 0) return null;
  const minor = actions.filter((action) => action.minor);
  return (
    <div class="actions">
      {actions
        .filter((action) => !action.minor)
        .map((action) => (
          <Button action={action} card={card} place={place} />
        ))}
      {minor.length > 0 ? (
        <details class="more">
          <summary class="button default" aria-label={`${t('More actions')}, ${shorten(card.title, 120)}`}>
            ⋯
          </summary>
          <div class="menu">
            {minor.map((action) => (
              <Button action={action} card={card} place={place} />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}
