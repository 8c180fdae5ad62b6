/** A small invented market: the same candles in every run, in the shapes of the API. */
export interface Row {
  openTime: number;
  closeTime: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  revision: number;
  indicatorRevision: number;
  barCount: number;
  expectedBarCount: number;
  indicators: Record<string, number | null>;
}

export interface Listing {
  symbol: string;
  name: string;
  kind: string;
  zone: string;
  price: number;
}

export const LISTINGS: readonly Listing[] = [
  { symbol: 'CRYPTO:BTCUSD', name: 'Bitcoin in US dollars', kind: 'crypto', zone: 'UTC', price: 61_500 },
  { symbol: 'XNAS:AAPL', name: 'Orchard Devices Inc.', kind: 'stock', zone: 'America/New_York', price: 208 },
  { symbol: 'FX:EURUSD', name: 'Euro in US dollars', kind: 'fx', zone: 'America/New_York', price: 1.0842 },
  { symbol: 'XTKS:7203', name: 'Harbour Motors', kind: 'stock', zone: 'Asia/Tokyo', price: 2_840 },
  { symbol: 'XLON:BARL', name: 'Barley Holdings plc, ordinary shares', kind: 'stock', zone: 'Europe/London', price: 412 },
];

export const NOW = Date.parse('2026-01-15T12:00:00Z');
const HOUR = 3_600_000;
const STEPS: Record<string, number> = { '5m': HOUR / 12, '15m': HOUR / 4, '30m': HOUR / 2, '1h': HOUR, '4h': 4 * HOUR, '1d': 24 * HOUR };
const COUNTS: Record<string, number> = { '5m': 3000, '15m': 2000, '30m': 2000, '1h': 17_520, '4h': 4380, '1d': 730 };
/** Candles that are missing before the newest one of CRYPTO:BTCUSD at 1h. */
export const GAP = { from: 60, candles: 8 };

/** Stored candles, oldest first; missing ones are listed apart. */
export interface Series {
  rows: Row[];
  missing: number[];
}

export class Market {
  private readonly series = new Map<string, Series>();

  of(symbol: string, timeframe: string): Series {
    const key = `${symbol}|${timeframe}`;
    let made = this.series.get(key);
    if (made === undefined) {
      made = makeSeries(symbol, timeframe);
      this.series.set(key, made);
    }
    return made;
  }

  timeframes(symbol: string): string[] {
    return Object.keys(STEPS).filter((timeframe) => this.of(symbol, timeframe).rows.length > 0);
  }

  /** The candle after the newest one, which forms now. */
  forming(symbol: string, timeframe: string, close: number): Row {
    const last = this.newest(symbol, timeframe);
    const openTime = last.closeTime;
    return {
      ...last, openTime, closeTime: openTime + stepOf(timeframe), open: last.close,
      high: Math.max(last.close, close), low: Math.min(last.close, close), close, volume: 40, barCount: 3, expectedBarCount: 12, indicators: {},
    };
  }

  /** Ends what forms: it is stored from now on. */
  close(symbol: string, timeframe: string, close: number): Row {
    const { rows } = this.of(symbol, timeframe);
    const row = { ...this.forming(symbol, timeframe, close), barCount: 12, revision: 1, indicatorRevision: 1 };
    rows.push(row);
    indicate(rows, rows.length - 1);
    return row;
  }

  newest(symbol: string, timeframe: string): Row {
    const last = this.of(symbol, timeframe).rows.at(-1);
    if (last === undefined) throw new Error(`expected candles of ${symbol} ${timeframe}, found none`);
    return last;
  }
}

export function stepOf(timeframe: string): number {
  return STEPS[timeframe] ?? HOUR;
}

function makeSeries(symbol: string, timeframe: string): Series {
  const listing = LISTINGS.find((candidate) => candidate.symbol === symbol);
  const count = COUNTS[timeframe];
  if (listing === undefined || count === undefined || symbol === 'XLON:BARL') return { rows: [], missing: [] };
  const random = seeded(`${symbol}|${timeframe}`);
  const step = stepOf(timeframe);
  const rows: Row[] = [];
  const missing: number[] = [];
  let price = listing.price;
  for (let back = count; back >= 1; back -= 1) {
    const openTime = NOW - back * step;
    const row = nextRow(openTime, step, price, random);
    price = row.close;
    const isMissing = symbol === 'CRYPTO:BTCUSD' && timeframe === '1h' && back <= GAP.from && back > GAP.from - GAP.candles;
    if (isMissing) {
      missing.push(openTime);
    } else {
      rows.push(row);
    }
  }
  for (let index = 0; index < rows.length; index += 1) indicate(rows, index);
  return { rows, missing };
}

function nextRow(openTime: number, step: number, price: number, random: () => number): Row {
  const wave = Math.sin(openTime / step / 23) * 0.0016;
  const close = price * (1 + wave + (random() - 0.5) * 0.008);
  const [low, high] = [Math.min(price, close), Math.max(price, close)];
  return {
    openTime, closeTime: openTime + step, open: price, high: high * (1 + random() * 0.002), low: low * (1 - random() * 0.002), close,
    volume: Math.round(500 + random() * 1500), revision: 1, indicatorRevision: 1, barCount: 12, expectedBarCount: 12, indicators: {},
  };
}

/** Values that look right; the real ones come from the jobs. */
function indicate(rows: readonly Row[], index: number): void {
  const row = rows[index];
  if (row === undefined) return;
  const sma = (bars: number) => (index + 1 < bars ? null : mean(rows.slice(index + 1 - bars, index + 1).map((each) => each.close)));
  const before = rows[index - 1]?.indicators ?? {};
  const ema = (name: string, bars: number, value: number) => (before[name] ?? value) + (2 / (bars + 1)) * (value - (before[name] ?? value));
  const twenty = sma(20);
  const [fast, slow] = [ema('ema_12', 12, row.close), ema('ema_26', 26, row.close)];
  const signal = ema('macd_signal', 9, fast - slow);
  const window = rows.slice(Math.max(0, index - 19), index + 1);
  const deviation = twenty === null ? null : Math.sqrt(mean(window.map((each) => (each.close - twenty) ** 2)));
  const lows = window.slice(-14).map((each) => each.low);
  const highs = window.slice(-14).map((each) => each.high);
  const k = (100 * (row.close - Math.min(...lows))) / (Math.max(...highs) - Math.min(...lows));
  row.indicators = {
    sma_20: twenty, sma_50: sma(50), sma_200: null, ema_12: fast, ema_26: slow, macd: fast - slow, macd_signal: signal, macd_histogram: fast - slow - signal,
    rsi_14: index < 14 ? null : rsi(rows.slice(index - 14, index + 1)), stoch_k: k, stoch_d: ema('stoch_d', 3, k),
    bb_middle: twenty, bb_upper: twenty === null || deviation === null ? null : twenty + 2 * deviation, bb_lower: twenty === null || deviation === null ? null : twenty - 2 * deviation,
  };
}

function rsi(rows: readonly Row[]): number {
  const changes = rows.slice(1).map((row, index) => row.close - (rows[index]?.close ?? row.close));
  const gain = changes.filter((change) => change > 0).reduce((sum, change) => sum + change, 0);
  const loss = -changes.filter((change) => change < 0).reduce((sum, change) => sum + change, 0);
  return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function seeded(text: string): () => number {
  let state = [...text].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), 16_777_619), 2_166_136_261) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
