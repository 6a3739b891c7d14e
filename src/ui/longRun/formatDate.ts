const FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** 'Nov 21, 2026, 22:41:07' of ms since 1970, in the user's time zone. */
export function formatDate(date: number): string {
  return FORMAT.format(date);
}
