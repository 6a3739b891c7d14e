// Commands import this file first. It must load on any Node that knows modules, so it uses nothing recent.

/**
 * @param {string} version as in process.versions.node
 * @returns {string | undefined} one sentence where this Node is too old
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // The bundler needs require() of modules, which came with these releases.
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return undefined;
  return `NerveFlow Lab needs Node 20.19 or a later 20.x, or 22.12 or newer; this is Node ${version}.`;
}

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
