import type { Action, Card, Field } from '../../../cards/card.ts';
import { t } from '../../../words/t.ts';
import { encodePress } from '../../press-token.ts';
import { type Place, Proof, pathOf } from './actions.tsx';
import { shorten } from './line.tsx';

/** As long as anybody likes: a browser would cut silently, whoever is asked says what is too long. */
function Input({ field, id }: { field: Field; id: string }) {
  const common = { id, name: field.name, required: field.required, dir: 'auto' };
  if (field.kind === 'paragraph') {
    return (
      <textarea {...common} rows={4}>
        {field.initial ?? ''}
      </textarea>
    );
  }
  if (field.kind === 'select') {
    return (
      <select {...common}>
        {field.required && field.initial !== undefined ? null : <option value="">{t('Choose…')}</option>}
        {(field.options ?? []).slice(0, 500).map((option) => (
          <option value={option.value} selected={option.value === field.initial}>
            {shorten(option.label, 200)}
          </option>
        ))}
      </select>
    );
  }
  return <input {...common} type="text" value={field.initial ?? ''} />;
}

const Labelled = ({ field, index }: { field: Field; index: number }) => (
  <div class="field">
    <label for={`field-${index}`}>
      {shorten(field.label, 300)} {field.required ? null : <span class="optional">{t('optional')}</span>}
    </label>
    <Input field={field} id={`field-${index}`} />
  </div>
);

/** What is asked before a press counts: a page of its own, and the inside of a dialog where our script runs. */
export function Ask({ action, card, place }: { action: Action; card: Card; place: Place }) {
  const { confirm, form, press } = action;
  return (
    <form class="ask" method="post" action={pathOf(place.channel, '/press')} autocomplete="off">
      <h2 id="ask-title">{shorten(form?.title ?? confirm?.title ?? action.label, 200)}</h2>
      <p class="about">{shorten(card.title, 300)}</p>
      {confirm ? <p>{shorten(confirm.text)}</p> : null}
      {(form?.fields ?? []).slice(0, 30).map((field, index) => (
        <Labelled field={field} index={index} />
      ))}
      <input type="hidden" name="token" value={encodePress(press)} />
      <Proof csrf={place.csrf} />
      <div class="actions">
        <button type="submit" class={`button ${action.style === 'default' ? 'primary' : action.style}`}>
          {shorten(form?.submit ?? confirm?.yes ?? action.label, 80)}
        </button>
        <a class="button default" href={pathOf(place.channel)} data-close="">
          {shorten(confirm?.no ?? t('Cancel'), 80)}
        </a>
      </div>
    </form>
  );
}

/** Instead of the question, when the card changed meanwhile. */
export const OutOfDate = ({ place }: { place: Place }) => (
  <div class="ask">
    <h2 id="ask-title">{t('This card is out of date')}</h2>
    <p>{t('It changed since it was shown to you. Nothing was done; look at the card again.')}</p>
    <div class="actions">
      <a class="button primary" href={pathOf(place.channel)} data-close="">
        {t('Back to the channel')}
      </a>
    </div>
  </div>
);
