import { lInfinity } from '../../src/methods/l-infinity.ts';
import { methodContract } from '../contract/method.ts';

methodContract(lInfinity);
