/** Whether a version can be made again, in words. */
import type { Registered } from '../domain/situation.ts';
import { type LineagePart, missingLineage, type Version } from '../domain/version.ts';

const names: Record<LineagePart, string> = {
  data: 'data',
  code: 'code',
  params: 'parameters',
  environment: 'environment',
};

const list = (parts: LineagePart[]): string => parts.map((part) => names[part]).join(', ');

/** `yes`, `no: environment unknown; data gone`, or what nobody looked for: only a yes is a yes. */
export function sayReproducible(version: Version, { resolved }: Pick<Registered, 'resolved'>): string {
  const { unknown, gone, unseen } = missingLineage(version, resolved[version.id]);
  const no = [
    ...(unknown.length > 0 ? [`${list(unknown)} unknown`] : []),
    ...(gone.length > 0 ? [`${list(gone)} gone`] : []),
  ];
  if (no.length > 0) return `no: ${no.join('; ')}`;
  return unseen.length === 0 ? 'yes' : `all is named, but nobody looked for: ${list(unseen)}`;
}

/** The same as a sentence. */
export function reproducibleSentence(version: Version, registered: Pick<Registered, 'resolved'>): string {
  const says = sayReproducible(version, registered);
  if (says === 'yes')
    return 'It is reproducible: data, code, parameters and environment are known and still there.';
  return says.startsWith('no: ')
    ? `It is not reproducible: ${says.slice('no: '.length)}.`
    : `Whether it is reproducible is not known: ${says}.`;
}
