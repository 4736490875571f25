/** `/confirm/<token>`: the second factor of an approval. The token is the proof; the page needs no session. */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Log } from '../../lib/log.ts';
import type { Confirmations } from '../contract.ts';
import { ask } from './desk.ts';
import { sameOrigin, smallBody } from './guard.ts';
import { ConfirmedPage, ConfirmPage } from './view/confirm.tsx';

const over =
  'This link was used, is older than ten minutes, or what it asked has changed. Press the button in chat again.';

const send = (c: Context, page: Child, status: 200 | 403 | 404) => c.html(`<!doctype html>${page}`, status);

export function confirmRoutes(confirmations: Confirmations, log: Log): Hono {
  const routes = new Hono();
  // Previews of links and scanners only look: nothing is used by that.
  routes.get('/confirm/:token', async (c) => {
    const token = c.req.param('token');
    const card = await confirmations.show(token);
    return card
      ? send(c, <ConfirmPage card={card} path={`/confirm/${encodeURIComponent(token)}`} />, 200)
      : send(c, <ConfirmedPage title="Nothing to confirm" sentence={over} />, 404);
  });
  routes.post('/confirm/:token', smallBody, sameOrigin, async (c) => {
    const { outcome, card } = await ask(log, () => confirmations.use(c.req.param('token')));
    const done = outcome === 'done';
    const page = <ConfirmedPage title={done ? 'Confirmed' : 'Nothing was changed'} sentence={card.summary} />;
    return send(c, page, done ? 200 : 403);
  });
  return routes;
}
