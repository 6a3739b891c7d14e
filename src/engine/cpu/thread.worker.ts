import { threadProgram } from './threadProgram.ts';

threadProgram();
