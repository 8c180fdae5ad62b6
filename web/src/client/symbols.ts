import { FRESHNESS_STATES, type Favorite, type Freshness } from '../model/favorite';
import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { flag, isObject, list, number, object, oneOf, orNothing, text, time, type Json } from './json';
import { readSignal } from './signals';

export interface FoundSymbol {
  readonly symbol: string;
  readonly ticker: string;
  readonly venue: string;
  readonly name: string | undefined;
  readonly kind: string | undefined;
  readonly isFavorite: boolean;
  readonly isTracked: boolean;
  readonly hasCandles: boolean;
}

export async function searchSymbols(http: Http, query: string, signal?: AbortSignal): Promise<FoundSymbol[]> {
  const body = object(await http.get('/api/v1/symbols', { q: query === '' ? undefined : query, limit: 20 }, signal), 'symbols');
  return list(body['symbols'], 'symbols').map((value) => {
    const row = object(value, 'symbol');
    return {
      symbol: text(row['symbol'], 'symbol/symbol'),
      ticker: text(row['ticker'], 'symbol/ticker'),
      venue: text(row['venue'], 'symbol/venue'),
      name: orNothing(row['name'], text, 'symbol/name'),
      kind: orNothing(row['kind'], text, 'symbol/kind'),
      isFavorite: flag(row['is_favorite'], 'symbol/is_favorite'),
      isTracked: flag(row['is_tracked'], 'symbol/is_tracked'),
      hasCandles: flag(row['has_candles'], 'symbol/has_candles'),
    };
  });
}

export interface SymbolDetails {
  /** Canonical, also where a bare ticker was asked for. */
  readonly symbol: string;
  readonly name: string | undefined;
  readonly isFavorite: boolean;
  /** Those of which candles are stored. */
  readonly timeframes: readonly Timeframe[];
  readonly timeZone: string | undefined;
  readonly isOpen: boolean | undefined;
}

export async function fetchSymbol(http: Http, symbol: string, signal?: AbortSignal): Promise<SymbolDetails> {
  const body = object(await http.get(`/api/v1/symbols/${encodeURIComponent(symbol)}`, {}, signal), 'symbol');
  const listing = isObject(body['listing']) ? body['listing'] : {};
  const calendar = isObject(body['calendar']) ? body['calendar'] : {};
  return {
    symbol: text(body['symbol'], 'symbol/symbol'),
    name: orNothing(listing['name'], text, 'listing/name'),
    isFavorite: flag(body['is_favorite'], 'symbol/is_favorite'),
    timeframes: list(body['timeframes'], 'timeframes').map((row) => readTimeframe(object(row, 'timeframes'))),
    timeZone: orNothing(calendar['time_zone'], text, 'calendar/time_zone'),
    isOpen: orNothing(calendar['is_open'], flag, 'calendar/is_open'),
  };
}

function readTimeframe(row: Json): Timeframe {
  return oneOf(row['timeframe'], TIMEFRAMES, 'timeframe');
}

export function readFreshness(value: unknown): Freshness {
  const row = object(value, 'freshness');
  return {
    state: oneOf(row['state'], FRESHNESS_STATES, 'freshness/state'),
    lastCloseTime: orNothing(row['last_close_time'], time, 'freshness/last_close_time'),
  };
}

export async function fetchFavorites(http: Http, timeframe: Timeframe, signal?: AbortSignal): Promise<Favorite[]> {
  const body = object(await http.get('/api/v1/favorites', { timeframe }, signal), 'favorites');
  return list(body['favorites'], 'favorites').map((value) => {
    const row = object(value, 'favorite');
    const last = orNothing(row['last'], object, 'favorite/last');
    const change = orNothing(row['change'], number, 'favorite/change');
    const close = last === undefined ? undefined : number(last['close'], 'last/close');
    return {
      symbol: text(row['symbol'], 'favorite/symbol'),
      name: orNothing(row['name'], text, 'favorite/name'),
      last: last === undefined || close === undefined ? undefined : { openTime: time(last['open_time'], 'last/open_time'), close, isFinal: true },
      previousClose: close === undefined || change === undefined ? undefined : close - change,
      closes: list(row['sparkline'], 'favorite/sparkline').map((item) => number(item, 'favorite/sparkline')),
      latestSignal: orNothing(row['latest_signal'], readSignal, 'favorite/latest_signal'),
      freshness: readFreshness(row['freshness']),
    };
  });
}

export async function setFavorite(http: Http, symbol: string, isFavorite: boolean): Promise<void> {
  if (isFavorite) {
    await http.post('/api/v1/favorites', { symbol });
  } else {
    await http.delete(`/api/v1/favorites/${encodeURIComponent(symbol)}`);
  }
}
