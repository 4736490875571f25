import { surfaceContract } from '../../contract/surface.ts';
import { startContract } from './contract-world.ts';

surfaceContract('Slack over sockets', () => startContract('socket'));
surfaceContract('Slack over signed requests', () => startContract('http'));
