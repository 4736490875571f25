import { hellinger } from '../../src/methods/hellinger.ts';
import { methodContract } from '../contract/method.ts';

methodContract(hellinger);
