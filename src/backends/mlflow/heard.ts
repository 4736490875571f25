/** MLflow's webhooks: `v1,` and the HMAC-SHA256 of `<delivery>.<seconds>.<body as it came>`, in base64. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ModelId } from '../../domain/ids.ts';
import { isStorable } from '../../lib/storable.ts';
import { minute, second } from '../../lib/time.ts';
import type { Delivery, Heard, ReportRows } from '../contract.ts';
import { parsed } from '../outbound/api.ts';

const Said = z.object({
  entity: z.string().max(100),
  action: z.string().max(100),
  data: z.looseObject({ name: z.string().min(1).max(500) }),
});

const toleranceMs = 5 * minute;

interface Hearing {
  secret: string;
  reports: ReportRows;
  modelOf(name: string): ModelId;
}

export const heard =
  ({ secret, reports, modelOf }: Hearing) =>
  async ({ headers, body }: Delivery): Promise<Heard> => {
    const id = headers['x-mlflow-delivery-id'] ?? '';
    const at = headers['x-mlflow-timestamp'] ?? '';
    if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(at)) return { outcome: 'unproven' };
    if (Math.abs(Date.now() - Number(at) * second) > toleranceMs) return { outcome: 'unproven' };
    const right = createHmac('sha256', secret).update(`${id}.${at}.`).update(body).digest('base64');
    const [given, wanted] = [headers['x-mlflow-signature'] ?? '', `v1,${right}`].map((one) =>
      Buffer.from(one),
    ) as [Buffer, Buffer];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { outcome: 'unproven' };
    const said = Said.safeParse(parsed(Buffer.from(body).toString('utf8')));
    if (!said.success)
      return { outcome: 'unusable', reason: 'A delivery needs "entity", "action" and "data.name".' };
    const { entity, action, data } = said.data;
    const what = { entity, action, model: data.name };
    if (!isStorable(what)) {
      return { outcome: 'unusable', reason: 'It holds a character that cannot be kept.' };
    }
    const added = await reports.add({ kind: 'told', id, run: null, key: null, body: what });
    return { outcome: added ? 'taken' : 'again', models: [modelOf(data.name)] };
  };
