import type { Signal, SignalFilter } from '../model/signal';
import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { list, number, object, oneOf, orNothing, text, time, values } from './json';

export interface SignalQuestion extends Partial<SignalFilter> {
  readonly from?: number;
  readonly to?: number;
  readonly cursor?: string;
  readonly limit: number;
}

export interface SignalPage {
  /** Newest first. */
  readonly signals: readonly Signal[];
  readonly nextCursor: string | undefined;
}

export async function fetchSignals(http: Http, question: SignalQuestion, signal?: AbortSignal): Promise<SignalPage> {
  const query = {
    symbol: some(question.symbol),
    timeframe: some<Timeframe | ''>(question.timeframe),
    setup: some(question.setup),
    strategy: some(question.strategy),
    signal_type: some(question.type),
    status: some(question.status),
    from: question.from === undefined ? undefined : new Date(question.from).toISOString(),
    to: question.to === undefined ? undefined : new Date(question.to).toISOString(),
    cursor: question.cursor,
    limit: question.limit,
  };
  const body = object(await http.get('/api/v1/signals', query, signal), 'signals');
  return {
    signals: list(body['signals'], 'signals').map(readSignal),
    nextCursor: orNothing(body['next_cursor'], text, 'next_cursor'),
  };
}

/** Pages of up to so many signals in all, the newest first; `isCut`: there are older ones. */
export async function fetchAllSignals(http: Http, question: SignalQuestion, most: number, signal?: AbortSignal): Promise<{ signals: readonly Signal[]; isCut: boolean }> {
  const signals: Signal[] = [];
  let cursor: string | undefined;
  do {
    const page: SignalPage = await fetchSignals(http, { ...question, ...(cursor === undefined ? {} : { cursor }) }, signal);
    signals.push(...page.signals);
    cursor = page.nextCursor;
  } while (cursor !== undefined && signals.length < most);
  return { signals, isCut: cursor !== undefined };
}

function some<T extends string>(value: T | undefined): T | undefined {
  return value === '' ? undefined : value;
}

export function readSignal(value: unknown): Signal {
  const row = object(value, 'signal');
  return {
    id: text(row['id'], 'signal/id'),
    setup: text(row['setup'], 'signal/setup'),
    symbol: text(row['symbol'], 'signal/symbol'),
    timeframe: oneOf(row['timeframe'], TIMEFRAMES, 'signal/timeframe'),
    strategy: text(row['strategy'], 'signal/strategy'),
    openTime: time(row['open_time'], 'signal/open_time'),
    closeTime: time(row['close_time'], 'signal/close_time'),
    type: oneOf(row['signal_type'], ['BUY', 'SELL', 'HOLD'], 'signal/signal_type'),
    price: number(row['price'], 'signal/price'),
    confidence: number(row['confidence'], 'signal/confidence'),
    indicatorValues: values(row['indicator_values'], 'signal/indicator_values'),
    candleRevision: number(row['candle_revision'], 'signal/candle_revision'),
    revision: number(row['revision'], 'signal/revision'),
    status: oneOf(row['status'], ['NEW', 'REVISED', 'RETRACTED'], 'signal/status'),
    source: text(row['source'], 'signal/source'),
    jobId: text(row['job_id'], 'signal/job_id'),
    knownAt: orNothing(row['known_at'], time, 'signal/known_at'),
  };
}
