/** What Slack delivers, read at the door: only the fields that are used, whatever else is there. */
import { z } from 'zod';

/** Slack's ids are opaque: whatever fits into a path is one. */
const id = z.string().regex(/^[\w.-]{1,60}$/);
const url = z.string().max(2000);

export const SlashCommand = z.looseObject({
  text: z.string().default(''),
  user_id: id,
  team_id: id,
  channel_id: id,
  channel_name: z.string().default(''),
  trigger_id: z.string(),
  response_url: url.nullish(),
});

const user = z.looseObject({ id, team_id: id.nullish() });

export const BlockAction = z.looseObject({
  user,
  team: z.looseObject({ id }).nullish(),
  channel: z.looseObject({ id, name: z.string().nullish() }).nullish(),
  container: z
    .looseObject({ message_ts: z.string().nullish(), is_ephemeral: z.boolean().nullish() })
    .nullish(),
  message: z
    .looseObject({
      ts: z.string(),
      metadata: z
        .looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string().nullish() }) })
        .nullish(),
    })
    .nullish(),
  trigger_id: z.string(),
  response_url: url.nullish(),
});

export const ActionValue = z.looseObject({
  action_id: z.string(),
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});

export const ViewSubmission = z.looseObject({
  user,
  team: z.looseObject({ id }).nullish(),
  view: z.looseObject({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.looseObject({ values: z.unknown() }).nullish(),
  }),
});

export const Suggestion = z.looseObject({ value: z.string().default(''), user });

export const Shortcut = z.looseObject({
  callback_id: z.string(),
  user,
  team: z.looseObject({ id }).nullish(),
  trigger_id: z.string(),
});

export const HomeOpened = z.looseObject({ user: id, tab: z.string().nullish() });

export const Mention = z.looseObject({ user: id, text: z.string().default(''), channel: id, ts: z.string() });
