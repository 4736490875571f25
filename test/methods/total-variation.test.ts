import { totalVariation } from '../../src/methods/total-variation.ts';
import { methodContract } from '../contract/method.ts';

methodContract(totalVariation);
