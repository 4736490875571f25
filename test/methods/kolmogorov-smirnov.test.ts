import { kolmogorovSmirnov } from '../../src/methods/kolmogorov-smirnov.ts';
import { methodContract } from '../contract/method.ts';

methodContract(kolmogorovSmirnov);
