import { ENGINE_KINDS, MOST_THREADS, PRECISIONS } from '../../engine/engineInfo.ts';
import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import { MOST_PROBES, probeVariables } from '../../model/probes.ts';
import { MOST_BATCHES, MOST_EVERY, recordableVariables } from '../../model/stateColumns.ts';
import { FORMAT, MOST_ENTRIES, MOST_SAMPLES, VERSION } from '../experimentFormat.ts';
import { defined, list, numberAbove0, object, oneOf, text, whole } from './jsonSchema.ts';
import type { Schema } from './jsonSchema.ts';
import { MODELS, NETWORK_DEFINITIONS, connectivitySchema, initialStateSchema, modelSchema } from './networkSchema.ts';
import { RECEIVERS, stimulusSchema } from './stimulusSchema.ts';

/**
 * The JSON Schema of `experiment.json`, by which editors check and complete it. Names and ranges are those of the model's tables; what depends
 * on several entries at once only the reader knows. What it refuses the reader refuses too; entries that it does not name may stand there.
 */
export function experimentSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${FORMAT}, version ${VERSION}`,
    ...object(
      'All that a run is made of. Times in ms, voltages in mV, currents in µA/cm² (positive depolarises), conductances in mS/cm²; neurons are counted from 0, matrices are [postsynaptic, presynaptic].',
      {
        format: { description: 'What this file is.', const: FORMAT },
        version: { description: 'The version of the format.', const: VERSION },
        title: text('The name of the experiment.'),
        model: modelSchema(),
        stimulus: stimulusSchema(),
        run: run(),
        recording: recording(),
      },
      {
        $schema: { description: 'Where an editor finds this schema; the lab does not look.' },
        software: { description: 'Who wrote the file; for people.' },
        conventions: { description: 'Units and orientations; for people.' },
        connectivity: connectivitySchema(),
        initialState: initialStateSchema(),
        guide: guide(),
      },
    ),
    $defs: { ...NETWORK_DEFINITIONS, receivers: RECEIVERS },
  };
}

function run(): Schema {
  const engine = object(
    'What computes it: automatic where it is left out.',
    { choice: oneOf('Its kind.', ['auto', ...ENGINE_KINDS]) },
    {
      precision: oneOf('Of its numbers.', PRECISIONS),
      threads: whole('Threads of the cpu engine.', 1, MOST_THREADS),
      isCompensated: { description: 'false: float32 without the low part of every number.', const: false },
    },
  );
  return object(
    'How long it runs, and on what.',
    { duration: numberAbove0('Simulated time, ms.'), dt: numberAbove0('Time step, ms.') },
    { engine },
  );
}

function recording(): Schema {
  const probe = object('One variable of one neuron.', {
    neuron: whole('Its index.', 0, MOST_NEURONS - 1),
    variable: oneOf(
      'A state variable, open fraction or transmitter of the synapses it makes, or a current.',
      MODELS.flatMap((model) =>
        model.populations.flatMap(({ name }) => probeVariables(model, name).map((one) => one.name)),
      ),
    ),
  });
  const record = object(
    'What of the state.',
    { every: whole('Steps from one row to the next.', 1, MOST_EVERY) },
    {
      variables: {
        ...list(
          'Which variables; all where it is left out.',
          oneOf('As states name it.', MODELS.flatMap(recordableVariables)),
          MOST_ENTRIES,
        ),
        minItems: 1,
      },
      neurons: defined('neurons', {
        description: 'Those that are kept, ascending; all where it is left out.',
        type: 'array',
        minItems: 1,
      }),
    },
  );
  return object(
    'What is kept of the run.',
    { every: whole('Steps from one V on the charts to the next.', 1, MOST_SAMPLES) },
    {
      probes: list('What is recorded besides V.', probe, MOST_PROBES),
      longRun: object('How the run goes to disk, batch by batch.', {
        batches: whole('How many batches.', 1, MOST_BATCHES),
        record,
      }),
    },
  );
}

function guide(): Schema {
  return object(
    'What a demo asks of whoever opens it.',
    {
      watch: text('What to watch.'),
      predict: text('What to predict.'),
      tryThis: text('What to try.'),
    },
    { answer: text('What one finds.') },
  );
}
