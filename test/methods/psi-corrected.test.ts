import { psiCorrected } from '../../src/methods/psi-corrected.ts';
import { methodContract } from '../contract/method.ts';

methodContract(psiCorrected);
