import { beginProgram } from './program.ts';
import { runBench } from './runBench.ts';

/** The program: `bench --sizes 12,120 --engines reference`. */
await beginProgram(runBench);
