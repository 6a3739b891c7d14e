const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** '17 B', '1.35 kB', '362 MB': in powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  // 999.6 kB would be written as 1000 kB.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : Number(value.toPrecision(3))} ${BYTE_UNITS[unit]}`;
}
