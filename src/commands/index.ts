/** Everything that people can say or press, in the order in which help lists it. */
import { absent } from './absent.ts';
import { ack } from './ack.ts';
import { approve } from './approve.ts';
import { assign } from './assign.ts';
import { audit } from './audit.ts';
import { breakglass } from './breakglass.ts';
import { cancel } from './cancel.ts';
import { channel } from './channel.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import type { Command } from './contract.ts';
import { decisions } from './decisions.ts';
import { deny } from './deny.ts';
import { digest } from './digest.ts';
import { found } from './found.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { inbox } from './inbox.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { monitors } from './monitors.ts';
import { mute } from './mute.ts';
import { open } from './open.ts';
import { promote } from './promote.ts';
import { rate } from './rate.ts';
import { register } from './register.ts';
import { remind } from './remind.ts';
import { retrain } from './retrain.ts';
import { review } from './review.ts';
import { rollback } from './rollback.ts';
import { share } from './share.ts';
import { status } from './status.ts';
import { unlink } from './unlink.ts';
import { unmute } from './unmute.ts';
import { versions } from './versions.ts';

export const commands: readonly Command[] = [
  status,
  list,
  inbox,
  monitors,
  versions,
  compare,
  history,
  audit,
  decisions,
  digest,
  open,
  help,
  retrain,
  promote,
  approve,
  deny,
  cancel,
  rollback,
  check,
  ack,
  assign,
  mute,
  unmute,
  register,
  channel,
  link,
  unlink,
  breakglass,
  review,
  remind,
  rate,
  share,
  found,
  absent,
];
