import { cramersV } from '../../src/methods/cramers-v.ts';
import { methodContract } from '../contract/method.ts';

methodContract(cramersV);
