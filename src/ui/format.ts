import { formatFixed } from '../charts/ticks.ts';

/** A number for the screen: at most `digits` significant digits, no exponent for what a person would write out. */
export function formatNumber(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}

/** Whole numbers with groups of thousands: '32,295'. */
export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

/** Simulated time in ms with the decimals that a view of `span` ms can show. */
export function formatTime(time: number, span: number): string {
  const decimals = span < 20 ? 2 : span < 500 ? 1 : 0;
  return time.toFixed(decimals);
}

/** '0.043', '1.6', '120'. */
export function formatSpeed(speed: number): string {
  if (speed >= 100) return speed.toFixed(0);
  if (speed >= 1) return speed.toFixed(1);
  return speed >= 0.1 ? speed.toFixed(2) : speed.toPrecision(2);
}

/** Wall-clock seconds as a person says them: '4 s', '2 min 10 s', '1 h 5 min'. */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${withUnit(whole % 60, 's')}`.trim();
  return `${Math.floor(whole / 3600)} h ${withUnit(Math.floor((whole % 3600) / 60), 'min')}`.trim();
}

/** What something took: '4.2 s', and from 10 s on as `formatSeconds`, rounded. */
export function formatTaken(seconds: number): string {
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : formatSeconds(Math.round(seconds));
}

function withUnit(value: number, unit: string): string {
  return value > 0 ? `${value} ${unit}` : '';
}

/** '−63.2', or '–' where there is none; mV. */
export function formatVoltage(V: number): string {
  return formatFixed(V, 1);
}

/** Simulated ms per second of the wall clock: '9.8 ms/s', '1,600 ms/s'. */
export function formatRate(msPerSecond: number): string {
  const digits = msPerSecond < 10 ? 2 : 3;
  return `${Number(msPerSecond.toPrecision(digits)).toLocaleString('en')} ms/s`;
}

/** What a run is told: '10 ms/s', 'as fast as it goes'. */
export function formatSpeedLimit(msPerSecond: number | undefined): string {
  return msPerSecond === undefined ? 'as fast as it goes' : formatRate(msPerSecond);
}

/** Simulated time of a run in steps of `dt`, ms, with as many decimals at every step, at most four: '12.30' of 0.01 ms. */
export function formatClock(time: number, dt: number): string {
  const decimals = String(Number(dt.toFixed(4))).split('.')[1]?.length ?? 0;
  return time.toFixed(Math.max(1, decimals));
}

/** The time at which a run stands, ms: '12.3', and the decimals of its step where it is between tenths: '12.31'. */
export function formatStanding(time: number): string {
  const exact = Number(time.toFixed(6));
  return Number.isInteger(Number((exact * 10).toFixed(6))) ? exact.toFixed(1) : String(exact);
}

/** With a capital, unless a file's name comes first, and a full stop: the worker's sentences have neither. */
export function formatSentence(text: string): string {
  const isName = /^\S*\.\S/.test(text);
  return `${isName ? text.charAt(0) : text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
