import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { flag, list, number, object, oneOf, orNothing, text, time } from './json';
import type { Freshness } from '../model/favorite';
import { readFreshness } from './symbols';

export interface Health {
  readonly isOk: boolean;
  readonly version: string;
  readonly startedAt: number;
  readonly database: { readonly state: string; readonly message: string; readonly schemaVersion: number | undefined };
  readonly kafka: { readonly state: string; readonly message: string; readonly lastRecordAt: number | undefined };
  readonly jobs: readonly { readonly name: string; readonly jobId: string; readonly holder: string; readonly acquiredAt: number }[];
  readonly rejectedLastDay: Readonly<Record<string, number>>;
  readonly clients: number;
}

export async function fetchHealth(http: Http): Promise<Health> {
  const body = object(await http.get('/api/v1/health'), 'health');
  const database = object(body['database'], 'health/database');
  const kafka = object(body['kafka'], 'health/kafka');
  const rejected = Object.entries(object(body['rejected_last_day'], 'health/rejected_last_day'));
  return {
    isOk: body['status'] === 'ok',
    version: text(body['version'], 'health/version'),
    startedAt: time(body['started_at'], 'health/started_at'),
    database: {
      state: text(database['state'], 'database/state'),
      message: text(database['message'], 'database/message'),
      schemaVersion: orNothing(database['schema_version'], number, 'database/schema_version'),
    },
    kafka: {
      state: text(kafka['state'], 'kafka/state'),
      message: text(kafka['message'], 'kafka/message'),
      lastRecordAt: orNothing(kafka['last_record_at'], time, 'kafka/last_record_at'),
    },
    jobs: list(body['jobs'], 'health/jobs').map((value) => {
      const row = object(value, 'job');
      return {
        name: text(row['name'], 'job/name'),
        jobId: text(row['job_id'], 'job/job_id'),
        holder: text(row['holder'], 'job/holder'),
        acquiredAt: time(row['acquired_at'], 'job/acquired_at'),
      };
    }),
    rejectedLastDay: Object.fromEntries(rejected.map(([kind, count]) => [kind, number(count, `rejected_last_day/${kind}`)])),
    clients: number(object(body['websocket'], 'health/websocket')['clients'], 'websocket/clients'),
  };
}

export interface SeriesStats {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly lastCloseTime: number;
  readonly lagSeconds: number;
  readonly isComplete: boolean;
  readonly quality: MonthQuality | undefined;
  readonly freshness: Freshness;
}

/** Of the newest month that has candles. */
export interface MonthQuality {
  /** Its first day. */
  readonly month: string;
  /** Bars that came, of those that the calendar expects. */
  readonly percentComplete: number | undefined;
  readonly incomplete: number;
  /** Candles that should be there; undefined without a calendar. */
  readonly missing: number | undefined;
  readonly revised: number;
}

export interface StatsPage {
  readonly series: readonly SeriesStats[];
  readonly nextAfter: string | undefined;
}

export async function fetchStats(http: Http, timeframe: Timeframe | undefined, after?: string): Promise<StatsPage> {
  const body = object(await http.get('/api/v1/stats', { timeframe, after, limit: 100 }), 'stats');
  const series = list(body['symbols'], 'stats/symbols').flatMap((value) => {
    const row = object(value, 'stats/symbols');
    const symbol = text(row['symbol'], 'stats/symbol');
    return list(row['timeframes'], 'stats/timeframes').map((item) => readSeries(symbol, item));
  });
  return { series, nextAfter: orNothing(body['next_after'], text, 'next_after') };
}

function readQuality(value: unknown, what: string): MonthQuality {
  const row = object(value, what);
  return {
    month: text(row['month'], `${what}/month`),
    percentComplete: orNothing(row['percent_complete'], number, `${what}/percent_complete`),
    incomplete: number(row['incomplete'], `${what}/incomplete`),
    missing: orNothing(row['missing'], number, `${what}/missing`),
    revised: number(row['revised'], `${what}/revised`),
  };
}

function readSeries(symbol: string, value: unknown): SeriesStats {
  const row = object(value, 'series');
  return {
    symbol,
    timeframe: oneOf(row['timeframe'], TIMEFRAMES, 'series/timeframe'),
    lastCloseTime: time(row['last_close_time'], 'series/last_close_time'),
    lagSeconds: number(row['lag_seconds'], 'series/lag_seconds'),
    isComplete: flag(row['is_complete'], 'series/is_complete'),
    quality: orNothing(row['quality'], readQuality, 'series/quality'),
    freshness: readFreshness(row['freshness']),
  };
}

export interface Backfill {
  readonly id: string;
  readonly status: string;
  readonly startedAt: number;
  readonly counts: Readonly<Record<'bars_in' | 'accepted' | 'duplicate' | 'corrected' | 'late' | 'rejected' | 'candles' | 'revised', number>>;
  readonly message: string | undefined;
}

export async function fetchBackfills(http: Http): Promise<Backfill[]> {
  const body = object(await http.get('/api/v1/backfills', { limit: 10 }), 'backfills');
  return list(body['backfills'], 'backfills').map((value) => {
    const row = object(value, 'backfill');
    const count = (name: string) => number(row[name], `backfill/${name}`);
    return {
      id: text(row['id'], 'backfill/id'),
      status: text(row['status'], 'backfill/status'),
      startedAt: time(row['started_at'], 'backfill/started_at'),
      counts: {
        bars_in: count('bars_in'),
        accepted: count('accepted'),
        duplicate: count('duplicate'),
        corrected: count('corrected'),
        late: count('late'),
        rejected: count('rejected'),
        candles: count('candles'),
        revised: count('revised'),
      },
      message: orNothing(row['message'], text, 'backfill/message'),
    };
  });
}
