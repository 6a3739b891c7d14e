/** Colours of V on the heat map and the neuron grid: cividis, even to the eye and the same to the colour-blind. */
/** mV at the ends of the map. */
export type ColourRange = readonly [number, number];

export const VOLTAGE_COLOURS: ColourRange = [-80, 40];

/** CSS colour of V on the map. */
export declare function voltageColour(V: number, range?: ColourRange): string;
