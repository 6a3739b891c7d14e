const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };

/** When something was, for a list: 'today 14:32', 'yesterday 9:05', '3 Nov 14:32', '3 Nov 2025'. Both in ms since 1970. */
export function formatMoment(moment: number, now: number): string {
  const date = new Date(moment);
  const clock = date.toLocaleTimeString('en-GB', CLOCK);
  const days = Math.round((startOfDay(now) - startOfDay(moment)) / 86_400_000);
  if (days === 0) return `today ${clock}`;
  if (days === 1) return `yesterday ${clock}`;
  const day = `${date.getDate()} ${date.toLocaleString('en-GB', { month: 'short' })}`;
  return date.getFullYear() === new Date(now).getFullYear() ? `${day} ${clock}` : `${day} ${date.getFullYear()}`;
}

function startOfDay(moment: number): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
