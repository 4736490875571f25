/** The place where people speak becomes a channel that models report to. */
import type { Enrolled, Filled } from '../commands/contract.ts';
import { Channel } from '../config/team.ts';
import { readModels, readWorkspace } from '../db/read.ts';
import { sayRejection } from '../domain/rejection.ts';
import type { Ports } from '../effects/ports.ts';
import { modelName, workspaceName } from '../engine/streams.ts';
import { tellAll } from '../engine/tell.ts';
import { planSchedules } from '../engine/tick.ts';
import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import { redraw } from './redraw.ts';
import { sayIssue, wrong } from './wrong-field.ts';

export async function setUpChannel({ db }: Ports, filled: Filled): Promise<Enrolled> {
  const { values, by, channel: id, cause, at } = filled;
  if (by.groups.length === 0)
    return wrong('title', t('Only members of a group can set up a channel; ask one of them'));
  const workspace = await readWorkspace(db);
  const before = workspace.channels.find((one) => one.id === id);
  const title = values.title?.trim() ?? '';
  const read = Channel.safeParse({
    id: before?.id ?? slug(title || (at?.title ?? '')),
    title,
    digest: values.digest,
    language: values.language || before?.language,
  });
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const [at] = issue.path;
    return wrong(at === 'digest' || at === 'language' ? at : 'title', sayIssue(issue));
  }
  const taken = workspace.channels.some((one) => one.id === read.data.id && one.id !== before?.id);
  if (taken)
    return wrong(
      'title',
      t('There is a channel {channel} already; choose another name', { channel: read.data.id }),
    );
  const channel = {
    ...before,
    ...read.data,
    postsPerDay: before?.postsPerDay ?? read.data.postsPerDay,
    ...(at && { places: { ...before?.places, [at.surface]: at.place } }),
    ...(!before && { managedBy: 'chat' as const }),
  };
  const models = await readModels(db);
  const moved = models.find(({ model }) => model.id === values.model);
  const channels = [...workspace.channels.filter((one) => one.id !== before?.id), channel];
  const commands = [
    {
      stream: workspaceName,
      command: { type: 'set_up_channel' as const, channel, by: by.id },
    },
    ...(moved?.managedBy === 'chat'
      ? [
          {
            stream: modelName(moved.model.id),
            command: {
              type: 'configure' as const,
              model: { ...moved.model, channel: channel.id },
              managedBy: 'chat' as const,
              by: by.id,
            },
          },
        ]
      : []),
  ];
  const [told] = await tellAll(db, commands, {
    cause,
    also: (sql, at) =>
      redraw(
        sql,
        { before: workspace.channels, after: channels },
        { models: models.map((known) => known.model), at },
      ),
  });
  if (told && !told.ok) return wrong('title', sayRejection(told.error));
  await planSchedules(db);
  const reports = moved
    ? moved.managedBy === 'chat'
      ? t('{model} reports here.', { model: moved.model.id })
      : t('{model} is managed by a file: write `channel: {channel}` there and run `steward apply`.', {
          model: moved.model.id,
          channel: channel.id,
        })
    : '';
  const done = t('{channel} is set up. Digest: {digest}.', {
    channel: channel.title,
    digest: values.digest ?? '',
  });
  return { done: sentences(done, reports) };
}

/** A name for files and commands from what people call a channel. */
const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 60) || 'channel';
