/** Opens modals within the three seconds that Slack's trigger lives. */
import type { WebClient } from '@slack/web-api';
import type { Action, Card } from '../../cards/card.ts';
import type { Log } from '../../lib/log.ts';
import { slackFault } from './clients.ts';
import { askModal, tellModal } from './render/modal.ts';

export interface Modals {
  /** @param place Slack's id of the channel or person that is answered afterwards */
  open(trigger: string, action: Action, place: string): Promise<void>;
  tell(trigger: string, card: Card): Promise<void>;
}

export const createModals = (web: WebClient, log: Log): Modals => {
  const open = async (trigger_id: string, view: object) => {
    try {
      await web.views.open({ trigger_id, view: view as never });
    } catch (thrown) {
      const fault = slackFault(thrown);
      log.warn({ err: fault }, 'a form could not be opened');
      throw fault;
    }
  };
  return {
    open: (trigger, action, place) => open(trigger, askModal(action, place)),
    tell: (trigger, card) => open(trigger, tellModal(card)),
  };
};
