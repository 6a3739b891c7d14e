/** The membrane of every neuron, cm²: the lab has densities only, NeuroML needs an area. 1000 µm². */
const AREA = 1e-5;

/** Length and diameter of a cylinder (its side alone counts) with that membrane, µm. */
export const CYLINDER = Math.sqrt((AREA * 1e8) / Math.PI);

/** µA/cm² over the membrane: '100pA'. */
export function picoAmperes(density: number): string {
  return `${tidy(density * AREA * 1e6)}pA`;
}

/** mS/cm² over the membrane: '8nS'. */
export function nanoSiemens(density: number): string {
  return `${tidy(density * AREA * 1e6)}nS`;
}

/** To fifteen digits: what multiplications by powers of ten leave is no information. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
