/** Letters of the title that a folder's name takes. */
const MOST_LETTERS = 40;

/** What a folder for a run is called: 'odour-pulse-20261121-224107', so that the name sorts by time and is legal everywhere. */
export function folderName(title: string, date: Date): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_LETTERS)
    .replaceAll(/^-+|-+$/g, '');
  const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
  const day = `${digits(date.getFullYear(), 4)}${digits(date.getMonth() + 1)}${digits(date.getDate())}`;
  const time = `${digits(date.getHours())}${digits(date.getMinutes())}${digits(date.getSeconds())}`;
  return `${slug || 'run'}-${day}-${time}`;
}
