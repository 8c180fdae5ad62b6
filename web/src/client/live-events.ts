import type { Candle } from '../model/candle';
import type { Signal } from '../model/signal';
import { readCandle } from './candles';
import { list, number, object, text, time, values, type Json } from './json';
import { readSignal } from './signals';

export interface SeriesCandle {
  readonly symbol: string;
  readonly timeframe: string;
  readonly candle: Candle;
}

export interface IndicatorUpdate {
  readonly openTime: number;
  readonly revision: number;
  readonly indicatorRevision: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Snapshot {
  readonly kind: 'snapshot';
  /** Not so at the beginning of a subscription: there, older candles may have changed unheard as well. */
  readonly followsLoss: boolean;
  readonly candles: readonly SeriesCandle[];
  readonly forming: readonly SeriesCandle[];
  readonly signals: readonly Signal[];
}

/** What a channel tells its listeners, in order and nothing twice. */
export type LiveEvent =
  /** Where to go on from; what lies between this and what is known must be loaded. */
  | Snapshot
  | { kind: 'candle'; series: SeriesCandle }
  | { kind: 'indicators'; symbol: string; timeframe: string; update: IndicatorUpdate }
  | { kind: 'signal'; signal: Signal };

/** The event of a message of a channel; nothing for a type that this page does not know. */
export function readEvent(message: Json): LiveEvent | undefined {
  switch (message['type']) {
    case 'snapshot':
      return {
        kind: 'snapshot',
        followsLoss: message['reason'] !== 'subscribed',
        candles: list(message['candles'], 'snapshot/candles').map((row) => readSeriesCandle(row, true)),
        forming: list(message['forming'], 'snapshot/forming').map((row) => readSeriesCandle(row, false)),
        signals: list(message['signals'], 'snapshot/signals').map(readSignal),
      };
    case 'market-data-update':
      return { kind: 'candle', series: readSeriesCandle(message['candle'], message['is_final'] === true) };
    case 'indicator-update':
      return {
        kind: 'indicators',
        symbol: text(message['symbol'], 'indicator-update/symbol'),
        timeframe: text(message['timeframe'], 'indicator-update/timeframe'),
        update: {
          openTime: time(message['open_time'], 'indicator-update/open_time'),
          revision: number(message['revision'], 'indicator-update/revision'),
          indicatorRevision: number(message['indicator_revision'], 'indicator-update/indicator_revision'),
          values: values(message['values'], 'indicator-update/values'),
        },
      };
    case 'strategy-signal':
      return { kind: 'signal', signal: readSignal(message['signal']) };
    default:
      return undefined;
  }
}

function readSeriesCandle(value: unknown, isFinal: boolean): SeriesCandle {
  const row = object(value, 'candle');
  return {
    symbol: text(row['symbol'], 'candle/symbol'),
    timeframe: text(row['timeframe'], 'candle/timeframe'),
    candle: readCandle(row, isFinal),
  };
}
