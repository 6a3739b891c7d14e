/** Spikes (or −20 mV events) of several neurons in the order of their time: neuron's index in the network, time in ms; equal lengths. */
export interface SpikeTrains {
  readonly neuron: Int32Array;
  readonly time: Float64Array;
}
