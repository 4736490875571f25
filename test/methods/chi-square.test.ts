import { chiSquare } from '../../src/methods/chi-square.ts';
import { methodContract } from '../contract/method.ts';

methodContract(chiSquare);
