import { kullbackLeibler } from '../../src/methods/kl-divergence.ts';
import { methodContract } from '../contract/method.ts';

methodContract(kullbackLeibler);
