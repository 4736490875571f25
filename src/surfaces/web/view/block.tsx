import type { Block } from '../../../cards/card.ts';
import type { Chart } from '../../../charts/chart.ts';
import { chartAlt } from '../../../charts/chart-words.ts';
import { t } from '../../../words/t.ts';
import { pictureId } from '../pictures.ts';
import { SpanLine, shorten } from './line.tsx';

const mostRows = 200;
const mostColumns = 20;
const mostFacts = 60;

const More = ({ left, say }: { left: number; say: (count: { count: number }) => string }) =>
  left > 0 ? <p class="cut">{say({ count: left })}</p> : null;

function Facts({ facts }: Extract<Block, { kind: 'facts' }>) {
  return (
    <>
      <dl class="facts">
        {facts.slice(0, mostFacts).map(([label, value]) => (
          <div>
            <dt>{shorten(label, 200)}</dt>
            <dd>
              <SpanLine line={value} />
            </dd>
          </div>
        ))}
      </dl>
      <More
        left={facts.length - mostFacts}
        say={(count) => t('… and {count} more facts that this page leaves out.', count)}
      />
    </>
  );
}

function Table({ caption, columns, rowHeader, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    <>
      <section class="wide" tabindex={0} aria-label={shorten(caption, 300)}>
        <table>
          <caption>
            <span>{shorten(caption, 300)}</span>
          </caption>
          <thead>
            <tr>
              {columns.slice(0, mostColumns).map((column) => (
                <th scope="col">{shorten(column, 200)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => (
              <tr>
                {row.slice(0, mostColumns).map((cell, index) =>
                  index === rowHeader ? (
                    <th scope="row">
                      <SpanLine line={cell} />
                    </th>
                  ) : (
                    <td>
                      <SpanLine line={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <More
        left={rows.length - mostRows}
        say={(count) => t('… and {count} more rows that this page leaves out.', count)}
      />
    </>
  );
}

const Picture = ({ chart }: { chart: Chart }) => (
  <figure class="chart">
    <img
      src={`/charts/${pictureId(chart)}.svg`}
      width="640"
      height="280"
      alt={chartAlt(chart)}
      loading="lazy"
    />
    <figcaption>{shorten(chart.words, 2000)}</figcaption>
  </figure>
);

/** One part of a card. */
export function CardBlock({ block }: { block: Block }) {
  if (block.kind === 'text') {
    return (
      <p>
        <SpanLine line={block.line} />
      </p>
    );
  }
  if (block.kind === 'facts') return <Facts {...block} />;
  if (block.kind === 'table') return <Table {...block} />;
  if (block.kind === 'chart') return <Picture chart={block.chart} />;
  return (
    <pre tabindex={0}>
      <code>{shorten(block.text, 20_000)}</code>
    </pre>
  );
}
