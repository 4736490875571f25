import { psi } from '../../src/methods/psi.ts';
import { methodContract } from '../contract/method.ts';

methodContract(psi);
