import { slugOf } from '../../files/slugOf.ts';

/** What a folder for a run is called: 'odour-pulse-20261121-224107-120', so that the name sorts by time and is legal everywhere. */
export function folderName(title: string, date: Date): string {
  const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
  const day = `${digits(date.getFullYear(), 4)}${digits(date.getMonth() + 1)}${digits(date.getDate())}`;
  const time = `${digits(date.getHours())}${digits(date.getMinutes())}${digits(date.getSeconds())}`;
  // A run may be started in the second in which another one's checkpoint was kept.
  return `${slugOf(title)}-${day}-${time}-${digits(date.getMilliseconds(), 3)}`;
}
