/** One call of AWS's JSON protocol, signed. Its errors say by their type what they mean, whatever their status is. */
import { AwsV4Signer } from 'aws4fetch';
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import type { OpenBackend } from '../contract.ts';
import { type Acted, asLater, onceSent, parsed, retryAfterMs } from '../outbound/api.ts';
import { openWay, type WaySettings } from '../outbound/settings.ts';
import { expectDone } from '../outbound/started.ts';

export interface AwsSettings extends WaySettings {
  region: string;
  endpoint?: string | undefined;
  access_key_id: string;
  secret_access_key: string;
  session_token?: string | undefined;
}

export interface Aws {
  /** Null where SageMaker does not know what was asked for. Throws Fault, later or never. */
  read<T>(shape: z.ZodType<T>, operation: string, body: object): Promise<T | null>;
  /** Throws Fault `no_answer` (unknown) where it may have had its effect. A thing that is there already is status 409. */
  act(operation: string, body: object): Promise<Acted>;
}

const Problem = z.object({
  __type: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
const unproven =
  /AccessDenied|UnrecognizedClient|ExpiredToken|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|MissingAuthentication|OptInRequired|IncompleteSignature/;
/** SageMaker says ValidationException for what is not there, and only its sentence tells. */
const absent = /does not exist|not found|could not find/i;

export async function openAws(settings: AwsSettings, backend: Pick<OpenBackend, 'secret'>): Promise<Aws> {
  const { way, headers: own } = await openWay(settings, backend);
  const { region } = settings;
  const url = settings.endpoint ?? `https://api.sagemaker.${region}.amazonaws.com/`;
  async function send(operation: string, body: object): Promise<Acted> {
    const text = JSON.stringify(body);
    const [accessKeyId, secretAccessKey, sessionToken] = await Promise.all([
      backend.secret(settings.access_key_id),
      backend.secret(settings.secret_access_key),
      settings.session_token ? backend.secret(settings.session_token) : undefined,
    ]);
    const signer = new AwsV4Signer({
      method: 'POST',
      url,
      body: text,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SageMaker.${operation}` },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
      region,
      service: 'sagemaker',
    });
    const { headers } = await signer.sign();
    const proof = Object.fromEntries(headers.entries());
    const answer = await onceSent(
      way.request(url, { method: 'POST', headers: { ...own, ...proof }, body: text }),
    );
    const said = parsed(answer.text);
    if (answer.status >= 200 && answer.status < 300) {
      return {
        outcome: 'done',
        status: answer.status,
        headers: answer.headers,
        body: said,
        text: answer.text,
      };
    }
    return refusal(answer, said);
  }
  return {
    act: send,
    async read(shape, operation, body) {
      const acted = await asLater(send(operation, body));
      if (acted.outcome === 'refused' && acted.status === 404) return null;
      expectDone(acted);
      const known = shape.safeParse(acted.body);
      if (known.success) return known.data;
      const where = known.error.issues[0]?.path.join('.') || 'the whole';
      throw new Fault('unreadable', `SageMaker answered something else than was expected (${where}).`, {
        retry: 'later',
        cause: known.error,
      });
    },
  };
}

/** Says the meaning of an error as a status of HTTP, which AWS itself does not. */
function refusal(
  { status, headers }: { status: number; headers: Record<string, string> },
  said: unknown,
): Acted {
  const { __type = '', code = '', message, Message } = Problem.safeParse(said).data ?? {};
  const type = (__type || code).split('#').at(-1) ?? '';
  const sentence = (message ?? Message ?? '').replaceAll(/\s+/g, ' ').slice(0, 300);
  const reason = `SageMaker answered ${status}${type && ` ${type.slice(0, 80)}`}${sentence && `: ${sentence}`}`;
  const no = { outcome: 'refused' as const, body: said, reason };
  const afterMs = retryAfterMs(headers['retry-after'] ?? '', Date.now());
  if (throttled.test(type) || status === 429 || (status === 503 && afterMs)) {
    return { ...no, status: 429, retry: 'later', ...(afterMs && { afterMs }) };
  }
  if (status < 400 || status >= 500 || status === 408) {
    throw new Fault('no_answer', `${reason}. It may have been done.`, { retry: 'unknown' });
  }
  const meaning = unproven.test(type)
    ? 403
    : type === 'ResourceNotFound' || type === 'ResourceNotFoundException' || absent.test(sentence)
      ? 404
      : /^ResourceInUse|^ConflictException/.test(type)
        ? 409
        : status;
  return { ...no, status: meaning, retry: 'never' };
}
