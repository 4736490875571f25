/** Cards with everything that a card can have, as a real channel would show them. */
import type { Card } from '../../src/cards/card.ts';
import { chartWords } from '../../src/charts/chart-words.ts';

const weeks = ['28 Jul', '4 Aug', '11 Aug', '18 Aug', '25 Aug', '1 Sep', '8 Sep', '15 Sep'];
const auc = {
  x: weeks,
  series: [{ name: 'AUC', values: [0.871, 0.869, 0.866, 0.858, 0.851, 0.849, 0.845, 0.842] }],
  limit: { name: 'target', value: 0.85 },
};

export const driftCard: Card = {
  key: 'episode-churn-v3-1',
  tone: 'warning',
  title: 'churn-v3 · version 12',
  summary:
    'churn-v3 version 12 moved to Warning: AUC 0.842, target 0.850. 2 of 18 inputs drifted. Owner ml-eng, please choose.',
  blocks: [
    {
      kind: 'text',
      line: [
        { bold: 'AUC 0.842, target 0.850' },
        ', worse than at launch (0.871). n = 18,204 labelled rows, last 14 days.',
      ],
    },
    {
      kind: 'chart',
      chart: { kind: 'line', title: 'churn-v3 AUC, last 8 weeks', ...auc, words: chartWords(auc) },
    },
    {
      kind: 'table',
      caption: 'Inputs over their limit, worst first',
      columns: ['Input', 'Measure', 'Value', 'Limit', 'Verdict'],
      rowHeader: 0,
      rows: [
        [['plan_type'], ['PSI'], ['0.31'], ['0.20'], ['drifted']],
        [['tenure_days'], ['PSI'], ['0.24'], ['0.20'], ['drifted']],
        [['monthly_charges'], ['Wasserstein, normed'], ['0.07'], ['0.10'], ['ok']],
      ],
    },
    {
      kind: 'facts',
      facts: [
        ['Since', [{ at: Date.UTC(2026, 8, 15, 13, 20) }]],
        ['Owner', [{ person: 'ada' as never, name: 'Ada Lovelace' }, ' and ml-eng']],
        ['Next', ['A person chooses: retrain, mute, or acknowledge.']],
      ],
    },
  ],
  actions: [
    {
      label: 'Request retrain',
      style: 'primary',
      press: { verb: 'retrain', id: 'churn-v3', seen: '0123456789abcdef' },
      form: {
        title: 'Retrain churn-v3',
        submit: 'Request retrain',
        fields: [
          { name: 'reason', label: 'Why now?', kind: 'paragraph', required: true },
          {
            name: 'window',
            label: 'Training window',
            kind: 'select',
            required: true,
            initial: '180d',
            options: [
              { value: '90d', label: 'last 90 days' },
              { value: '180d', label: 'last 180 days' },
            ],
          },
          { name: 'ticket', label: 'Ticket', kind: 'text', required: false },
        ],
      },
    },
    {
      label: 'Acknowledge',
      style: 'default',
      press: { verb: 'ack', id: 'churn-v3', seen: '0123456789abcdef' },
    },
    { label: 'History', style: 'default', minor: true, press: { verb: 'history', id: 'churn-v3', seen: '' } },
    {
      label: 'Mute 7 days',
      style: 'danger',
      minor: true,
      press: { verb: 'mute', id: 'churn-v3', seen: '0123456789abcdef' },
      confirm: {
        title: 'Mute drift alerts of churn-v3?',
        text: 'Failing, approvals and rollbacks still come through.',
        yes: 'Mute 7 days',
        no: 'Keep alerts',
      },
    },
  ],
};

export const offerCard: Card = {
  key: 'episode-churn-v3-2',
  tone: 'ok',
  title: 'Challenger ready: churn-v3 version 13 against champion 12',
  summary:
    'churn-v3 challenger version 13 beats version 12 on AUC by 0.026. Two of ml-leads can promote before Monday.',
  blocks: [
    {
      kind: 'table',
      caption: 'Challenger 13 against champion 12, same 18,204 labelled rows',
      columns: ['Check', 'Champion', 'Challenger', 'Difference (95 % interval)', 'Verdict'],
      rowHeader: 0,
      rows: [
        [['AUC'], ['0.842'], ['0.868'], ['+0.026 (+0.017 … +0.035)'], [{ bold: 'better' }]],
        [['Calibration error'], ['0.034'], ['0.021'], ['−0.013 (−0.018 … −0.008)'], ['better']],
        [['p95 latency'], ['36 ms'], ['38 ms'], ['+2 ms'], ['ok (limit 50)']],
      ],
    },
    {
      kind: 'text',
      line: [
        'Needs 2 of ml-leads, not Ada. ',
        { link: 'Open the run', url: 'https://ci.example.com/runs/88213' },
      ],
    },
    { kind: 'code', text: 'steward promote churn-v3 --version 13 --seen 4f9c2e' },
  ],
  actions: [
    {
      label: 'Promote challenger',
      style: 'primary',
      press: { verb: 'approve', id: 'P-4821', seen: 'aaaabbbbccccdddd' },
    },
    { label: 'Deny', style: 'danger', press: { verb: 'deny', id: 'P-4821', seen: 'aaaabbbbccccdddd' } },
  ],
};

export const mutedCard: Card = {
  key: 'episode-nps',
  tone: 'muted',
  title: 'nps-v2 drift until Friday 09:00',
  summary: 'Drift alerts for nps-v2 are muted until Friday by Ada: label outage.',
  blocks: [{ kind: 'text', line: ['Ada: label outage, DATA-311. 6 alerts held back.'] }],
  actions: [],
};
export const failingCard: Card = {
  ...mutedCard,
  key: 'fraud',
  tone: 'failing',
  title: 'fraud-v7 · version 31',
  summary: 'fraud-v7 is Failing: recall 0.61, floor 0.75.',
  blocks: [{ kind: 'text', line: ['Recall 0.61, floor 0.75.'] }],
};
export const noDataCard: Card = {
  ...mutedCard,
  key: 'ltv',
  tone: 'no_data',
  title: 'ltv-v1',
  summary: 'ltv-v1: no data for 6 hours.',
  blocks: [{ kind: 'text', line: ['No rows for 6 hours.'] }],
};
