import type { Lab } from '../lab.ts';

/** The answer to `upload.question`: the file is the matrix of a synapse type, which the editor of connections reads. */
export function takeAsSynapses(lab: Lab, type: string): void {
  const { question } = lab.upload.getState();
  if (!question) return;
  lab.upload.setState({ question: undefined, forSynapses: { file: question.file, type } });
  lab.view.setState({ dock: 'connections', synapseType: type });
}
