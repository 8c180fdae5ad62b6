import type { Row } from './market';

/** An RFC 3339 time as the API writes it. */
export function rfc(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** CANDLE or FORMING of the WebSocket. */
export function liveCandle(symbol: string, timeframe: string, row: Row, isFinal: boolean): object {
  const common = {
    symbol, timeframe, open_time: rfc(row.openTime), open_time_ms: row.openTime, close_time: rfc(row.closeTime), session_date: rfc(row.openTime).slice(0, 10),
    open: row.open, high: row.high, low: row.low, close: row.close, volume: row.volume,
    bar_count: row.barCount, expected_bar_count: row.expectedBarCount, source: 'simulated',
  };
  return isFinal ? { ...common, is_complete: true, revision: row.revision, indicator_revision: row.indicatorRevision } : common;
}

export interface SignalRow {
  id: string;
  setup: string;
  symbol: string;
  timeframe: string;
  strategy: string;
  openTime: number;
  closeTime: number;
  type: 'BUY' | 'SELL';
  price: number;
  confidence: number;
  values: Record<string, number>;
  revision: number;
  status: 'NEW' | 'REVISED' | 'RETRACTED';
}

export function wireSignal(row: SignalRow): Record<string, unknown> {
  return {
    id: row.id, setup: row.setup, symbol: row.symbol, timeframe: row.timeframe, strategy: row.strategy, open_time: rfc(row.openTime), close_time: rfc(row.closeTime),
    signal_type: row.type, price: row.price, confidence: row.confidence, indicator_values: row.values, candle_revision: 1, revision: row.revision,
    status: row.status, source: 'simulated', job_id: '2f1c6a34', known_at: rfc(row.closeTime),
  };
}

/** SIGNAL of the WebSocket. */
export function liveSignal(row: SignalRow): Record<string, unknown> {
  const told: Record<string, unknown> = { ...wireSignal(row), open_time_ms: row.openTime, close_time_ms: row.closeTime };
  delete told['known_at'];
  return told;
}

/** A signal of CRYPTO:BTCUSD at 1h, of the candle that opens then. */
export function signalAt(openTime: number, change: Partial<SignalRow> = {}): SignalRow {
  return {
    id: '4db9d74f-7da2-3623-9da0-999999999999', setup: 'btc-hourly', symbol: 'CRYPTO:BTCUSD', timeframe: '1h', strategy: 'macd(12,26,9)', openTime, closeTime: openTime + 3_600_000,
    type: 'BUY', price: 70_000, confidence: 0.62, values: { macd: 12.5, macd_signal: 11.25 }, revision: 1, status: 'NEW', ...change,
  };
}
