/** `/confirm/<token>`: the second factor of an approval. The token is the proof; the page needs no session. */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Log } from '../../lib/log.ts';
import { speaking } from '../../words/language.ts';
import { t } from '../../words/t.ts';
import type { Confirmations } from '../contract.ts';
import { ask } from './desk.ts';
import { sameOrigin, smallBody } from './guard.ts';
import { ConfirmedPage, ConfirmPage } from './view/confirm.tsx';

const send = (c: Context, page: Child, status: 200 | 403 | 404) => c.html(`<!doctype html>${page}`, status);

export function confirmRoutes(confirmations: Confirmations, log: Log): Hono {
  const routes = new Hono();
  const inItsLanguage = async <T,>(token: string, what: () => T): Promise<Awaited<T>> =>
    await speaking(await confirmations.language(token).catch(() => 'en' as const), what);
  // Previews of links and scanners only look: nothing is used by that.
  routes.get('/confirm/:token', async (c) => {
    const token = c.req.param('token');
    return inItsLanguage(token, async () => {
      const card = await confirmations.show(token);
      if (card)
        return send(c, <ConfirmPage card={card} path={`/confirm/${encodeURIComponent(token)}`} />, 200);
      const over = t(
        'This link was used, is older than ten minutes, or what it asked has changed. Press the button in chat again.',
      );
      return send(c, <ConfirmedPage title={t('Nothing to confirm')} sentence={over} />, 404);
    });
  });
  routes.post('/confirm/:token', smallBody, sameOrigin, async (c) => {
    const token = c.req.param('token');
    return inItsLanguage(token, async () => {
      const { outcome, card } = await ask(log, () => confirmations.use(token));
      const done = outcome === 'done';
      const title = done ? t('Confirmed') : t('Nothing was changed');
      return send(c, <ConfirmedPage title={title} sentence={card.summary} />, done ? 200 : 403);
    });
  });
  return routes;
}
