import { day } from '../../lib/time.ts';

/** What a model of the demo is made of. */
export interface Recipe {
  task: 'regression' | 'binary';
  /** How far back its rows reach: short where the world changes, long where it stands still. */
  trainMs: number;
  numeric: string[];
  /** Each value becomes a column of its own; pairs are joined by `×`. */
  categorical: string[];
  /** Ridge penalty on standardised columns. */
  lambda: number;
}

export const recipes: Record<string, Recipe> = {
  'fremont-bridge': {
    task: 'regression',
    trainMs: 28 * day,
    numeric: ['count_24h_ago', 'count_168h_ago', 'mean_last_week'],
    categorical: ['hour', 'weekday'],
    lambda: 1,
  },
  'telco-churn': {
    task: 'binary',
    trainMs: 365 * day,
    numeric: ['tenure', 'monthly_charges', 'total_charges'],
    categorical: [
      'contract',
      'internet_service',
      'payment_method',
      'tech_support',
      'online_security',
      'paperless_billing',
    ],
    lambda: 1,
  },
  'california-housing': {
    task: 'binary',
    trainMs: 240 * day,
    numeric: [
      'MedInc',
      'HouseAge',
      'AveRooms',
      'AveBedrms',
      'Population',
      'AveOccup',
      'Latitude',
      'Longitude',
    ],
    categorical: [],
    lambda: 1,
  },
};
