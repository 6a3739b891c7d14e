import { writeRunNpz, writeSpikesCsv, writeVoltageCsv, writeVoltageNpy } from './arrays.ts';
import type { ExportFile } from './exportFile.ts';
import type { ExperimentRequest, ExportRequest, RunRequest } from './worker/exportRequest.ts';

/** The file that is asked for. What HDF5 takes, and the compiler, are loaded where they are needed. */
export function makeExport(request: ExportRequest, report: (share: number) => void): Promise<ExportFile> {
  return request.of === 'run' ? makeRunFile(request, report) : makeExperimentFile(request);
}

async function makeExperimentFile({ format, experiment }: ExperimentRequest): Promise<ExportFile> {
  switch (format) {
    case 'numpy': {
      const { writeNumpyScript } = await import('./python/writeNumpyScript.ts');
      return writeNumpyScript(experiment);
    }
    case 'brian2': {
      const { writeBrian2Script } = await import('./python/writeBrian2Script.ts');
      return writeBrian2Script(experiment);
    }
    case 'neuroml': {
      const { writeNeuroml } = await import('./neuroml/writeNeuroml.ts');
      return writeNeuroml(experiment);
    }
  }
}

async function makeRunFile({ format, run, stem }: RunRequest, report: (share: number) => void): Promise<ExportFile> {
  switch (format) {
    case 'nwb': {
      const { writeNwb } = await import('./hdf5/nwb.ts');
      return writeNwb(run, stem, { now: new Date(), uuid: randomUuid }, report);
    }
    case 'sonata': {
      const { writeSonata } = await import('./hdf5/sonata.ts');
      return writeSonata(run, stem);
    }
    case 'npz':
      return writeRunNpz(run, stem);
    case 'npy':
      return writeVoltageNpy(run, stem);
    case 'csv':
      return writeVoltageCsv(run, stem, report);
    case 'spikes':
      return writeSpikesCsv(run, stem);
  }
}

/** RFC 9562, version 4. `crypto.randomUUID` is missing where a page comes without https. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
