/**
 * A moment for a reader, in the time of a place and with its distance from UTC: '21 November 2026, 20:30 (Europe/Berlin, UTC+1)'.
 * @param zone IANA name; that of the machine where none is given
 */
export function clockText(moment: Date, zone = new Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'long',
  });
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
  // 'GMT+1'; without a distance 'GMT' in some engines, 'UTC+0' in others.
  const named = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(moment);
  const offset =
    named
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', 'UTC')
      .replace('-', '−')
      .replace(/\+0$/, '') ?? '';
  // Machines without a place of their own keep UTC.
  const place = zone.includes('/') && !zone.startsWith('Etc/') ? `(${zone}, ${offset})` : offset;
  return `${day.format(moment)}, ${clock.format(moment)} ${place}`;
}
