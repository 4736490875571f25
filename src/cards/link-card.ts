import type { PersonId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { isAccount, type Link } from '../domain/person-link.ts';
import { fingerprint } from '../lib/hash.ts';
import { t } from '../words/t.ts';
import type { Card } from './card.ts';
import { capital, nameOfPerson } from './words.ts';

/** The code, to the one who asked for it. */
export function linkCard(code: string): Card {
  const sentence = t(
    'Say `/model link {code}` on the other platform within ten minutes. Whoever says it can act as you: show it to nobody.',
    { code },
  );
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Link an account'),
    summary: sentence,
    blocks: [
      { kind: 'text', line: [sentence] },
      { kind: 'code', text: code },
    ],
    actions: [],
  };
}

/** Asked before two accounts become one person. */
export function linkQuestion(link: Link, { people, code }: { people: Person[]; code: string }): Card {
  const sentence = t(
    '{account} would be {person} from now on: what either does counts as one person, with one vote. Go on only if both are you.',
    { account: capital(say(link.account, people)), person: say(link.person, people) },
  );
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Are both of these you?'),
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [
      {
        label: t('Link accounts'),
        style: 'primary',
        press: { verb: 'link', id: code.slice(0, 20), seen: fingerprint(link) },
      },
    ],
  };
}

/** `the slack account Maya`, or the name of who is written in a file. */
const say = (id: PersonId, people: Person[]): string =>
  isAccount(id)
    ? t('the {surface} account {name}', { surface: id.split(':')[0]!, name: nameOfPerson({ people }, id) })
    : nameOfPerson({ people }, id);
