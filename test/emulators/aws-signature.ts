/** Checks a request's AWS signature, version 4, from its own parts: the adapter signs with a library, this reads the specification. */
import { createHash, createHmac } from 'node:crypto';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();

export interface Signed {
  headers: Record<string, string>;
  body: string;
  /** Path of the request; queries are not used by JSON protocols. */
  path: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function isSigned({ headers, body, path }: Signed, secret: string, service: string): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!found) return false;
  const [, , date = '', region = '', named = '', list = '', signature] = found;
  const names = list.split(';');
  // What says which operation it is must be signed, or it could be exchanged.
  if (named !== service || !['host', 'x-amz-date', 'x-amz-target'].every((name) => names.includes(name)))
    return false;
  const canonical = [
    ...['POST', path, ''],
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    ...['', list, headers['x-amz-content-sha256'] ?? hash(body)],
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(
    (before, part) => hmac(before, part),
    hmac(`AWS4${secret}`, date),
  );
  return hmac(key, text).toString('hex') === signature;
}
