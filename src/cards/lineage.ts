/** Whether a version can be made again, in words. */
import type { Registered } from '../domain/situation.ts';
import { type LineagePart, missingLineage, type Version } from '../domain/version.ts';
import { message, saidPlain, t } from '../words/t.ts';

const names: Record<LineagePart, string> = {
  data: message('data'),
  code: message('code'),
  params: message('parameters'),
  environment: message('environment'),
};

const list = (parts: LineagePart[]): string => parts.map((part) => saidPlain(names[part])).join(t(', '));

/** What is not there, and what nobody looked for. */
function lacking(
  version: Version,
  { resolved }: Pick<Registered, 'resolved'>,
): { no: string; unseen: string } {
  const { unknown, gone, unseen } = missingLineage(version, resolved[version.id]);
  const no = [
    ...(unknown.length > 0 ? [t('{parts} unknown', { parts: list(unknown) })] : []),
    ...(gone.length > 0 ? [t('{parts} gone', { parts: list(gone) })] : []),
  ];
  return { no: no.join(t('; ')), unseen: list(unseen) };
}

/** `yes`, `no: environment unknown; data gone`, or what nobody looked for: only a yes is a yes. */
export function sayReproducible(version: Version, registered: Pick<Registered, 'resolved'>): string {
  const { no, unseen } = lacking(version, registered);
  if (no) return t('no: {why}', { why: no });
  return unseen ? t('all is named, but nobody looked for: {parts}', { parts: unseen }) : t('yes');
}

/** The same as a sentence. */
export function reproducibleSentence(version: Version, registered: Pick<Registered, 'resolved'>): string {
  const { no, unseen } = lacking(version, registered);
  if (no) return t('It is not reproducible: {why}.', { why: no });
  return unseen
    ? t('Whether it is reproducible is not known: all is named, but nobody looked for: {parts}.', {
        parts: unseen,
      })
    : t('It is reproducible: data, code, parameters and environment are known and still there.');
}
