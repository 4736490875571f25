/** Charts as pictures, uploaded once and shown by their id. https://docs.slack.dev/messaging/working-with-files */
import type { WebClient } from '@slack/web-api';
import type { Chart } from '../../charts/chart.ts';
import { chartPng } from '../../charts/chart-png.ts';
import { chartAlt } from '../../charts/chart-words.ts';
import type { Log } from '../../lib/log.ts';
import { t } from '../../words/t.ts';
import { clip } from '../chat/words.ts';
import type { Natives } from './natives.ts';

/** Uploads what is not there yet; a picture that Slack refuses is left out, because its numbers are in words beside it. */
export async function uploadPictures(
  charts: Chart[],
  { web, natives, log }: { web: WebClient; natives: Natives; log: Log },
): Promise<void> {
  const takes = await natives.takes();
  for (const chart of charts) {
    if (takes.picture(chart) !== null) continue;
    try {
      natives.keepPicture(chart, await upload(web, chart));
    } catch (thrown) {
      log.warn(
        { err: thrown instanceof Error ? thrown.message : 'unknown' },
        'a chart could not be uploaded to Slack',
      );
    }
  }
}

async function upload(web: WebClient, chart: Chart): Promise<string> {
  const png = await chartPng(chart);
  const place = await web.files.getUploadURLExternal({
    filename: 'chart.png',
    length: png.length,
    alt_text: clip(chartAlt(chart), 1000),
  });
  if (!place.upload_url || !place.file_id) throw new Error('Slack named no place for an upload');
  const sent = await fetch(place.upload_url, {
    method: 'POST',
    body: new Uint8Array(png),
    headers: { 'content-type': 'image/png' },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  if (!sent.ok) throw new Error(`Slack answered an upload with ${sent.status}`);
  await web.files.completeUploadExternal({
    files: [{ id: place.file_id, title: clip(chart.title.trim() || t('Chart'), 100) }],
  });
  return place.file_id;
}
