import type { Demo } from './demo.ts';

export const rounding: Demo = {
  id: 'rounding',
  title: 'Rounding and chaos',
  lead: 'The same network twice, with 64-bit numbers and with 32-bit ones: for how long do the two agree?',
  lab: {
    network: { preset: 'nerveflow', n: 48, seed: 1 },
    stimulus: [
      {
        id: 'step',
        isOn: true,
        part: {
          kind: 'waveform',
          waveform: { kind: 'step', amplitude: 20 },
          receivers: { kind: 'share', share: 0.33, seed: 1 },
          onset: 50,
          offset: 1200,
        },
      },
    ],
    duration: 1200,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch:
      'First the run in double precision (float64, about 16 digits) is pinned, then the same run in single precision (float32, about 7 digits) is laid over it. Nothing else differs.',
    predict: 'A rounding error of 0.0000001 in the first step: does it fade, stay as small as it is, or grow?',
    answer:
      'It grows. From 61 ms on V differs by more than 1 mV, though only in the steep flanks of spikes. At 190 ms the potential of one neuron comes 0.1 ms late, at 219 ms a spike by more than half a ms, and soon the two spike trains have nothing in common, though the rates stay the same. The network is chaotic: statistics can be trusted longer than spike times.',
    tryThis:
      'The lab is now in float32. Press Pin this run, leave the precision alone, set the amplitude of the step to 20.0001 µA/cm² and run: how soon do these two part? Then weaken the current to 10 µA/cm² and compare float64 with float32 again: later?',
  },
  view: { tracks: ['raster'], dock: 'compare', dockShare: 0.65, speed: 400 },
  precision: 'float64',
  sequel: { kind: 'float32' },
};
