import { surfaceContract } from '../../contract/surface.ts';
import { startContract } from './contract-world.ts';

surfaceContract('Discord', startContract);
