import { beginProgram } from './program.ts';
import { runSimulate } from './runSimulate.ts';

/** The program: `simulate DIR --duration 200 --out OUT`. */
await beginProgram(runSimulate);
