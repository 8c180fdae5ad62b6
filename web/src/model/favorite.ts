import type { Candle } from './candle';
import { replaces, type Signal } from './signal';

export const FRESHNESS_STATES = ['live', 'stale', 'market_closed', 'empty', 'unknown'] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

export interface Freshness {
  readonly state: FreshnessState;
  readonly lastCloseTime: number | undefined;
}

/** A favourite as the dashboard shows it, at one timeframe. */
export interface Favorite {
  readonly symbol: string;
  readonly name: string | undefined;
  readonly last: { readonly openTime: number; readonly close: number; readonly isFinal: boolean } | undefined;
  /** Close of the candle before the last. */
  readonly previousClose: number | undefined;
  /** Closes, oldest first; the last one's among them. */
  readonly closes: readonly number[];
  readonly latestSignal: Signal | undefined;
  readonly freshness: Freshness;
}

const LONGEST_SPARKLINE = 30;

/** Change of the last close against the one of the candle before, as a share; nothing without one before. */
export function changeOf(favorite: Favorite): number | undefined {
  const { last, previousClose } = favorite;
  return last === undefined || previousClose === undefined || previousClose === 0 ? undefined : last.close / previousClose - 1;
}

/** The favourite after a live candle; an older candle than the last one changes nothing. */
export function withCandle(favorite: Favorite, candle: Candle): Favorite {
  const { last, closes } = favorite;
  const next = { openTime: candle.openTime, close: candle.close, isFinal: candle.isFinal };
  if (last !== undefined && (candle.openTime < last.openTime || (candle.openTime === last.openTime && last.isFinal && !candle.isFinal))) {
    return favorite;
  }
  const freshness: Freshness = candle.isFinal ? { state: 'live', lastCloseTime: candle.closeTime } : favorite.freshness;
  if (last?.openTime === candle.openTime) {
    return { ...favorite, last: next, closes: [...closes.slice(0, -1), candle.close], freshness };
  }
  return {
    ...favorite,
    last: next,
    previousClose: last?.close,
    closes: [...closes, candle.close].slice(-LONGEST_SPARKLINE),
    freshness,
  };
}

/** The favourite after a live signal: the newest by close time, and of one signal the last word of the highest revision. */
export function withSignal(favorite: Favorite, signal: Signal): Favorite {
  const current = favorite.latestSignal;
  const isNewer = current === undefined || signal.closeTime > current.closeTime || (signal.id === current.id && replaces(signal, current));
  return isNewer ? { ...favorite, latestSignal: signal } : favorite;
}

/** An answer of the server beside what live events made of the one before: newer prices stay. */
export function mergeFavorites(loaded: readonly Favorite[], shown: readonly Favorite[]): Favorite[] {
  return loaded.map((favorite) => {
    const live = shown.find((candidate) => candidate.symbol === favorite.symbol);
    if (live?.last === undefined || (favorite.last !== undefined && live.last.openTime <= favorite.last.openTime)) {
      return favorite;
    }
    return { ...favorite, last: live.last, previousClose: live.previousClose, closes: live.closes };
  });
}
