import type { Log } from '../../lib/log.ts';
import type { Directory, Router } from '../contract.ts';

export interface SlackOptions {
  router: Router;
  directory: Directory;
  log: Log;
  /** `xoxb-…` */
  botToken: string;
  /** `xapp-…`: Socket Mode. Null: HTTP mode, which needs the signing secret. */
  appToken: string | null;
  signingSecret: string | null;
  /** Of a server that speaks Slack's Web API; null: Slack's own. */
  apiUrl: string | null;
}
