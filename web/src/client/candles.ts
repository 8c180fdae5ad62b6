import type { Candle } from '../model/candle';
import type { CandlePage } from '../model/candle-store';
import { nominalMillis, type Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { list, number, object, time, values, type Json } from './json';

export interface CandleQuestion {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Names of stored values, `sma_20`. */
  readonly columns: readonly string[];
  readonly limit: number;
  /** Exclusive; not set: the newest. */
  readonly before?: number;
  /** Inclusive: what opens from then on, instead of `before`. */
  readonly from?: number;
}

/** A page, and where the next one in the same direction begins. */
export interface CandleAnswer extends CandlePage {
  readonly nextFrom: number | undefined;
}

/** Whitespace items that stand for one missing range at most. */
const LONGEST_GAP = 300;

export async function fetchCandles(http: Http, question: CandleQuestion, signal?: AbortSignal): Promise<CandleAnswer> {
  const query = {
    symbol: question.symbol,
    timeframe: question.timeframe,
    before: rfc3339(question.before),
    from: rfc3339(question.from),
    limit: question.limit,
    indicators: question.columns.length === 0 ? undefined : question.columns.join(','),
    shape: 'columns',
  };
  return readPage(await http.get('/api/v1/candles', query, signal), question);
}

function rfc3339(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

export function readPage(answer: unknown, question: Pick<CandleQuestion, 'timeframe' | 'from'>): CandleAnswer {
  const body = object(answer, 'candles');
  const candles = readColumns(object(body['columns'], 'candles/columns'));
  const next = body['next'] === null ? {} : object(body['next'], 'candles/next');
  return {
    candles,
    missing: missingOpenTimes(body['coverage'], question),
    isOldest: question.from === undefined && next['before'] === undefined,
    nextFrom: next['from'] === undefined ? undefined : time(next['from'], 'candles/next/from'),
  };
}

function readColumns(columns: Json): Candle[] {
  const column = (name: string) => list(columns[name], `columns/${name}`);
  const numbers = (name: string) => column(name).map((value) => number(value, `columns/${name}`));
  const [opens, closes] = [numbers('open_time'), numbers('close_time')];
  const prices = { open: numbers('open'), high: numbers('high'), low: numbers('low'), close: numbers('close') };
  const [volumes, bars, expected] = [numbers('volume'), numbers('bar_count'), numbers('expected_bar_count')];
  const [revisions, indicatorRevisions] = [numbers('revision'), numbers('indicator_revision')];
  const indicators = Object.entries(object(columns['indicators'], 'columns/indicators'));
  const named = indicators.map(([name, cells]) => [name, list(cells, `columns/indicators/${name}`)] as const);
  const cell = (from: readonly number[], row: number) => from[row] ?? NaN;
  return opens.map((openTime, row) => ({
    openTime: openTime * 1000,
    closeTime: cell(closes, row) * 1000,
    open: cell(prices.open, row),
    high: cell(prices.high, row),
    low: cell(prices.low, row),
    close: cell(prices.close, row),
    volume: cell(volumes, row),
    isFinal: true,
    barCount: cell(bars, row),
    expectedBarCount: cell(expected, row),
    revision: cell(revisions, row),
    indicatorRevision: cell(indicatorRevisions, row),
    values: values(Object.fromEntries(named.map(([name, cells]) => [name, cells[row] ?? null])), 'columns/indicators'),
  }));
}

/** Open times that stand for the missing ranges, spread evenly. */
function missingOpenTimes(coverage: unknown, question: Pick<CandleQuestion, 'timeframe'>): number[] {
  if (coverage === null || coverage === undefined) {
    return [];
  }
  return list(object(coverage, 'coverage')['ranges'], 'coverage/ranges').flatMap((item) => {
    const range = object(item, 'coverage/ranges');
    return range['state'] === 'missing' ? spread(range, question.timeframe) : [];
  });
}

function spread(range: Json, timeframe: Timeframe): number[] {
  const [from, to] = [time(range['from'], 'ranges/from'), time(range['to'], 'ranges/to')];
  const count = Math.min(LONGEST_GAP, number(range['candles'], 'ranges/candles'));
  const step = Math.min((to - from) / count, Math.max(nominalMillis(timeframe), (to - from) / count));
  return Array.from({ length: count }, (_, index) => Math.floor((from + index * step) / 1000) * 1000);
}

/** A candle as the WebSocket sends it: without indicators, and without revisions while it forms. */
export function readCandle(row: Json, isFinal: boolean): Candle {
  return {
    openTime: time(row['open_time'], 'candle/open_time'),
    closeTime: time(row['close_time'], 'candle/close_time'),
    open: number(row['open'], 'candle/open'),
    high: number(row['high'], 'candle/high'),
    low: number(row['low'], 'candle/low'),
    close: number(row['close'], 'candle/close'),
    volume: number(row['volume'], 'candle/volume'),
    isFinal,
    revision: isFinal ? number(row['revision'], 'candle/revision') : 0,
    indicatorRevision: isFinal ? number(row['indicator_revision'], 'candle/indicator_revision') : 0,
    barCount: number(row['bar_count'], 'candle/bar_count'),
    expectedBarCount: number(row['expected_bar_count'], 'candle/expected_bar_count'),
    values: {},
  };
}
