/** The fifteen candle lengths, shortest first, in their wire form (`1M` is a month). */
export const TIMEFRAMES = [
  '5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h', '6h', '8h', '12h', '1d', '1w', '1M',
] as const;

export type Timeframe = (typeof TIMEFRAMES)[number];

/** What the number keys 1 to 9 choose. */
export const KEYED_TIMEFRAMES: readonly Timeframe[] = ['5m', '15m', '30m', '1h', '2h', '4h', '1d', '1w', '1M'];

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const NOMINAL_MILLIS: Record<Timeframe, number> = {
  '5m': 5 * MINUTE,
  '10m': 10 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '45m': 45 * MINUTE,
  '1h': 60 * MINUTE,
  '2h': 120 * MINUTE,
  '3h': 180 * MINUTE,
  '4h': 240 * MINUTE,
  '6h': 360 * MINUTE,
  '8h': 480 * MINUTE,
  '12h': 720 * MINUTE,
  '1d': DAY,
  '1w': 7 * DAY,
  '1M': 30 * DAY,
};

export function isTimeframe(text: string): text is Timeframe {
  return (TIMEFRAMES as readonly string[]).includes(text);
}

/** Length of a full candle; of a day and longer only about, since the calendar decides. */
export function nominalMillis(timeframe: Timeframe): number {
  return NOMINAL_MILLIS[timeframe];
}

/** Candles of a day and longer are named by their session date, shorter ones by a time. */
export function isIntraday(timeframe: Timeframe): boolean {
  return NOMINAL_MILLIS[timeframe] < DAY;
}

export function keyOf(timeframe: Timeframe): string | undefined {
  const index = KEYED_TIMEFRAMES.indexOf(timeframe);
  return index < 0 ? undefined : String(index + 1);
}

export function timeframeOfKey(key: string): Timeframe | undefined {
  return /^[1-9]$/.test(key) ? KEYED_TIMEFRAMES[Number(key) - 1] : undefined;
}

/** In the order of length, each once. */
export function sortTimeframes(timeframes: readonly Timeframe[]): Timeframe[] {
  return TIMEFRAMES.filter((timeframe) => timeframes.includes(timeframe));
}
