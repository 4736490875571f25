/** Cards of whatever they may be made, with what hostile people would write into them. */
import fc from 'fast-check';
import type { Action, Block, Card, Span } from '../../src/cards/card.ts';

const hostile = fc.constantFrom(
  '<!channel>',
  '<!here> <!everyone>',
  '<@U0ADA>',
  '<#C0ML>',
  '<!subteam^S0ENG>',
  '<https://evil.example|good>',
  'https://evil.example/x',
  '*bold* _italic_ ~gone~ `code`',
  '```block```',
  '> quoted',
  '&lt;!channel&gt;',
  ':tada: :+1:',
  '\u202e\u0000\n\n- x',
  '{{model}} {name}',
  '@everyone @here',
  '<@1180000000000000001> <@!1180000000000000001> <@&1180000000000000001> <#1180000000000000001>',
  '</model status:1180000000000000001> <id:customize> <a:x:1180000000000000001> <t:0:R>',
  '[good](https://evil.example)',
  '# heading',
  '-# small',
  '>>> all of it',
  '1. one',
  '* one',
  '__under__ ***both*** ||hidden|| ~~gone~~',
  'snake_case_name _x_',
  '\\*not escaped\\*',
  '\\',
  'x'.repeat(5000),
  '🙂'.repeat(100),
  '',
  ' ',
);
const words = fc.oneof(
  hostile,
  fc.string({ maxLength: 60 }),
  fc.tuple(hostile, fc.string({ maxLength: 20 })).map((two) => two.join(' ')),
);
const number = fc.oneof(fc.double(), fc.constant(null));
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map((bold) => ({ bold })),
  words.map((name) => ({ person: 'ada' as never, name })),
  fc.tuple(words, words).map(([link, url]) => ({ link, url })),
  fc.integer({ min: 0, max: 4e12 }).map((at) => ({ at })),
);
const line = fc.array(span, { maxLength: 6 });
const block: fc.Arbitrary<Block> = fc.oneof(
  line.map((one) => ({ kind: 'text' as const, line: one })),
  fc.array(fc.tuple(words, line), { maxLength: 8 }).map((facts) => ({ kind: 'facts' as const, facts })),
  words.map((text) => ({ kind: 'code' as const, text })),
  fc
    .tuple(
      words,
      fc.array(words, { minLength: 1, maxLength: 25 }),
      fc.array(fc.array(line, { maxLength: 25 }), { maxLength: 130 }),
    )
    .map(([caption, columns, rows]) => ({
      kind: 'table' as const,
      caption,
      columns,
      rowHeader: columns.length - 1,
      rows,
    })),
  fc
    .record({
      kind: fc.constantFrom('line' as const, 'bar' as const),
      title: words,
      words,
      x: fc.array(words, { maxLength: 25 }),
      series: fc.array(fc.record({ name: words, values: fc.array(number, { maxLength: 25 }) }), {
        maxLength: 8,
      }),
      limit: fc.record({ name: words, value: fc.double() }),
    })
    .map((chart) => ({ kind: 'chart' as const, chart })),
);
export const anyAction: fc.Arbitrary<Action> = fc
  .record({
    label: words,
    style: fc.constantFrom('primary' as const, 'danger' as const, 'default' as const),
    minor: fc.boolean(),
    press: fc.record({
      verb: fc.constantFrom('approve', 'mute', 'rollback'),
      id: words,
      seen: fc.constantFrom('', '0123456789abcdef'),
    }),
    confirm: fc.option(fc.record({ title: words, text: words, yes: words, no: words }), { nil: undefined }),
    form: fc.option(
      fc.record({
        title: words,
        submit: words,
        fields: fc.uniqueArray(
          fc.record({
            name: fc.constantFrom('reason', 'until', 'what', 'why'),
            label: words,
            required: fc.boolean(),
            kind: fc.constantFrom('text' as const, 'paragraph' as const, 'select' as const),
            options: fc.array(fc.record({ value: words, label: words }), { maxLength: 5 }),
            initial: words,
          }),
          { selector: ({ name }) => name },
        ),
      }),
      { nil: undefined },
    ),
  })
  .map(({ confirm, form, ...rest }) => ({ ...rest, ...(confirm && { confirm }), ...(form && { form }) }));
export const anyCard: fc.Arbitrary<Card> = fc.record({
  key: fc.constant('k'),
  tone: fc.constantFrom(
    'ok' as const,
    'warning' as const,
    'failing' as const,
    'no_data' as const,
    'muted' as const,
    'plain' as const,
  ),
  title: words,
  summary: words,
  blocks: fc.array(block, { maxLength: 60 }),
  actions: fc.array(anyAction, { maxLength: 30 }),
});
