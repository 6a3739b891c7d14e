import type * as files from './experimentFiles.ts';
import type { Lab } from '../../store/lab.ts';

/** Does something with files of experiments, whose code comes with the first that is opened or saved. */
export async function withFiles(lab: Lab, act: (loaded: typeof files) => void): Promise<void> {
  try {
    act(await import('./experimentFiles.ts'));
  } catch {
    const sentence = 'What opens and saves files could not be loaded. Is there a connection?';
    lab.demo.setState({ notice: { kind: 'refused', sentence } });
  }
}
