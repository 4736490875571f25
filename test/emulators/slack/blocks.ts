/**
 * What Slack refuses in blocks, written from its published limits: https://docs.slack.dev/reference/block-kit. Answers what is
 * wrong, one sentence each. Unknown types and unknown fields are wrong, as they are there.
 */
import { element, fields, isObject, type Json, list, type Say, size, text } from './elements.ts';

const richElements: Record<string, string[]> = {
  text: ['text', 'style'],
  link: ['url', 'text', 'unsafe', 'style'],
  user: ['user_id', 'style'],
  usergroup: ['usergroup_id', 'style'],
  date: ['timestamp', 'format', 'url', 'fallback', 'style'],
};

function richText(block: Json, say: Say): unknown {
  fields(block, ['elements'], ['elements'], say);
  if (list(block.elements).length < 1) say('rich_text without elements');
  for (const part of list(block.elements)) {
    if (!isObject(part)) return say('a part is no object');
    if (!['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'].includes(String(part.type)))
      say(`unknown part ${part.type}`);
    fields(part, ['elements', 'border'], ['elements'], say);
    if (list(part.elements).length < 1) say('a part without elements');
    for (const leaf of list(part.elements)) {
      if (!isObject(leaf)) return say('a leaf is no object');
      const known = richElements[String(leaf.type)];
      if (!known) say(`unknown rich text element ${leaf.type}`);
      else fields(leaf, known, known.slice(0, 1), say);
      if (leaf.type === 'text' && size(leaf.text) < 1) say('empty text');
      if (leaf.type === 'link' && (size(leaf.url) < 1 || size(leaf.url) > 3000))
        say('a url of 1 to 3000 characters is needed');
      if (leaf.type === 'date' && (!Number.isInteger(leaf.timestamp) || size(leaf.format) < 1))
        say('a date needs timestamp and format');
    }
  }
}

function dataTable(block: Json, say: Say): unknown {
  fields(block, ['caption', 'rows', 'page_size', 'row_header_column_index'], ['caption', 'rows'], say);
  if (size(block.caption) < 1) say('a caption is needed');
  const rows = list(block.rows).map(list);
  if (rows.length < 2 || rows.length > 101) say(`${rows.length} rows; a header and 1 to 100 are allowed`);
  const columns = rows[0]?.length ?? 0;
  if (columns < 1 || columns > 20) say(`${columns} columns; 1 to 20 are allowed`);
  if (rows.some((row) => row.length !== columns)) say('rows of different length');
  for (const cell of rows.flat()) {
    if (!isObject(cell)) return say('a cell is no object');
    if (cell.type === 'rich_text') richText(cell, say);
    else if (cell.type !== 'raw_text' && cell.type !== 'raw_number') say(`unknown cell ${cell.type}`);
    else if (cell.type === 'raw_text' && size(cell.text) < 1) say('an empty cell');
  }
  const index = Number(block.row_header_column_index ?? 0);
  if (!Number.isInteger(index) || index < 0 || index >= columns) say(`row_header_column_index ${index}`);
  const page = Number(block.page_size ?? 5);
  if (!Number.isInteger(page) || page < 1 || page > 100) say(`page_size ${page}`);
}

function chart(block: Json, say: Say): unknown {
  fields(block, ['title', 'chart'], ['title', 'chart'], say);
  if (size(block.title) < 1 || size(block.title) > 50) say(`a title of ${size(block.title)} characters`);
  if (!isObject(block.chart)) return say('a chart is needed');
  fields(block.chart, ['series', 'axis_config'], ['series', 'axis_config'], say);
  if (!['line', 'bar', 'area'].includes(String(block.chart.type))) say(`unknown chart ${block.chart.type}`);
  const series = list(block.chart.series) as Json[];
  if (series.length < 1 || series.length > 6) say(`${series.length} series; 1 to 6 are allowed`);
  const categories = list((block.chart.axis_config as Json)?.categories) as string[];
  if (categories.length < 1 || categories.length > 20)
    say(`${categories.length} categories; 1 to 20 are allowed`);
  for (const label of categories)
    if (size(label) < 1 || size(label) > 20) say(`a category of ${size(label)} characters`);
  if (new Set(series.map(({ name }) => name)).size < series.length) say('series of the same name');
  for (const { name, data } of series) {
    if (size(name) < 1 || size(name) > 20) say(`a series name of ${size(name)} characters`);
    for (const point of list(data) as Json[]) {
      if (!categories.includes(String(point.label))) say(`a point outside the categories: ${point.label}`);
      if (typeof point.value !== 'number' || !Number.isFinite(point.value)) say('a point without a number');
    }
  }
}

const inputs = ['plain_text_input', 'static_select', 'external_select'];
const pressed = ['button', 'overflow', 'static_select', 'external_select'];

const blocks: Record<string, (block: Json, say: Say) => unknown> = {
  header(block, say) {
    fields(block, ['text'], ['text'], say);
    text(block.text, { most: 150, plain: true }, say);
  },
  divider: (block, say) => fields(block, [], [], say),
  section(block, say) {
    fields(block, ['text', 'fields', 'accessory', 'expand'], [], say);
    if (block.text === undefined && block.fields === undefined) say('text or fields are needed');
    if (block.text !== undefined) text(block.text, { most: 3000 }, say);
    if (list(block.fields).length > 10) say('over 10 fields');
    for (const field of list(block.fields)) text(field, { most: 2000 }, say);
    if (block.accessory !== undefined) element(block.accessory, pressed, say);
  },
  context(block, say) {
    fields(block, ['elements'], ['elements'], say);
    if (list(block.elements).length < 1 || list(block.elements).length > 10)
      say('1 to 10 elements are allowed');
    for (const one of list(block.elements)) text(one, { most: 3000 }, say);
  },
  actions(block, say) {
    fields(block, ['elements'], ['elements'], say);
    const all = list(block.elements);
    if (all.length < 1 || all.length > 25) say(`${all.length} elements; 1 to 25 are allowed`);
    for (const one of all) element(one, pressed, say);
    const ids = all.flatMap((one) => (isObject(one) && one.action_id ? [one.action_id] : []));
    if (new Set(ids).size < ids.length) say('action_id is not unique in its block');
  },
  input(block, say) {
    fields(block, ['label', 'element', 'hint', 'optional', 'dispatch_action'], ['label', 'element'], say);
    text(block.label, { most: 2000, plain: true }, say);
    if (block.hint !== undefined) text(block.hint, { most: 2000, plain: true }, say);
    element(block.element, inputs, say);
  },
  image(block, say) {
    fields(block, ['image_url', 'slack_file', 'alt_text', 'title'], ['alt_text'], say);
    if (size(block.alt_text) < 1 || size(block.alt_text) > 2000)
      say('alt_text of 1 to 2000 characters is needed');
    if (block.image_url === undefined && block.slack_file === undefined)
      say('image_url or slack_file is needed');
    if (size(block.image_url) > 3000) say('an image_url of over 3000 characters');
    if (block.title !== undefined) text(block.title, { most: 2000, plain: true }, say);
  },
  rich_text: richText,
  data_table: dataTable,
  data_visualization: chart,
};

const onlyIn: Record<string, string[]> = {
  message: Object.keys(blocks).filter((type) => type !== 'input'),
  modal: Object.keys(blocks).filter((type) => !['data_table', 'data_visualization'].includes(type)),
  home: Object.keys(blocks).filter((type) => type !== 'data_visualization'),
};

/** What is wrong with the blocks of a message, a modal or a home tab. */
export function wrongBlocks(
  given: unknown,
  where: 'message' | 'modal' | 'home',
  refused: readonly string[] = [],
): string[] {
  const wrong: string[] = [];
  if (!Array.isArray(given)) return ['blocks must be a list'];
  const most = where === 'message' ? 50 : 100;
  if (given.length > most) wrong.push(`${given.length} blocks; ${most} are allowed`);
  const ids = given.flatMap((block) => (isObject(block) && block.block_id ? [String(block.block_id)] : []));
  if (new Set(ids).size < ids.length) wrong.push('block_id is not unique');
  const check = (block: unknown, index: number): unknown => {
    const say: Say = (problem) => wrong.push(`${problem} [json-pointer:/blocks/${index}/type]`);
    if (!isObject(block)) return say('a block is no object');
    const type = String(block.type);
    if (refused.includes(type) || !onlyIn[where]!.includes(type)) return say(`unsupported type: ${type}`);
    if (size(block.block_id) > 255) say('a block_id of over 255 characters');
    blocks[type]!(block, say);
    return null;
  };
  given.forEach((block, index) => void check(block, index));
  const charts = given.filter((block) => isObject(block) && block.type === 'data_visualization');
  if (charts.length > 2) wrong.push('over 2 data_visualization blocks');
  return wrong;
}

/** What is wrong with a modal or a home tab. */
export function wrongView(view: unknown, refused: readonly string[] = []): string[] {
  if (!isObject(view)) return ['a view is needed'];
  const wrong: string[] = [];
  const say: Say = (problem) => wrong.push(problem);
  if (view.type === 'home') return wrongBlocks(view.blocks, 'home', refused);
  if (view.type !== 'modal') return [`unknown view ${view.type}`];
  text(view.title, { most: 24, plain: true }, say);
  if (view.submit !== undefined) text(view.submit, { most: 24, plain: true }, say);
  if (view.close !== undefined) text(view.close, { most: 24, plain: true }, say);
  const asks = list(view.blocks).some((block) => isObject(block) && block.type === 'input');
  if (asks && view.submit === undefined) say('submit is required with an input block');
  if (size(view.private_metadata) > 3000) say('private_metadata of over 3000 characters');
  if (size(view.callback_id) > 255) say('a callback_id of over 255 characters');
  if (JSON.stringify(view).length > 250_000) say('a view of over 250 KB');
  return [...wrong, ...wrongBlocks(view.blocks, 'modal', refused)];
}
