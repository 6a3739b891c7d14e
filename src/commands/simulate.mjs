import './nodeVersion.mjs';
import { runProgram } from './runProgram.mjs';

await runProgram('simulate');
