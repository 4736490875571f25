import { wasserstein } from '../../src/methods/wasserstein.ts';
import { methodContract } from '../contract/method.ts';

methodContract(wasserstein);
