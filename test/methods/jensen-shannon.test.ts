import { jensenShannon } from '../../src/methods/jensen-shannon.ts';
import { methodContract } from '../contract/method.ts';

methodContract(jensenShannon);
