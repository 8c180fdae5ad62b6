import { INDICATORS, STRATEGIES } from './catalogue';
import { LISTINGS, NOW, stepOf, type Market, type Row } from './market';
import { rfc, wireSignal, type SignalRow } from './wire';

export interface Setup {
  id: string;
  symbol: string;
  timeframes: string[];
  indicators: string[];
  strategies: string[];
  status: string;
  /** Why it is in it; empty when nobody said. */
  reason?: string;
}

export interface World {
  readonly market: Market;
  readonly signals: SignalRow[];
  favorites: string[];
  setups: Setup[];
  /** Bars that the backfill which runs has read; nothing: none runs. */
  backfillBars?: number;
}

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface Answer {
  status: number;
  body?: unknown;
}

/** The API's routes over an invented world; what it cannot answer is a problem, as in the contract. */
export function answer(world: World, request: Request): Answer {
  const { method, path, query, body } = request;
  const [, , , resource = '', id = '', action = ''] = path.split('/').map(decodeURIComponent);
  switch (`${method} ${resource}`) {
    case 'GET candles':
      return candles(world, query);
    case 'GET symbols':
      return id === '' ? search(world, query.get('q') ?? '') : details(world, id);
    case 'GET favorites':
      return ok({ timeframe: query.get('timeframe'), favorites: world.favorites.map((symbol) => favorite(world, symbol, query.get('timeframe') ?? '1h')) });
    case 'POST favorites':
      world.favorites = [...new Set([...world.favorites, String(body['symbol'])])];
      return { status: 201, body: { symbol: body['symbol'], added_at: rfc(NOW) } };
    case 'DELETE favorites':
      world.favorites = world.favorites.filter((symbol) => symbol !== id);
      return { status: 204 };
    case 'GET trading-setups':
      if (id === '') return ok({ setups: world.setups.map(wireSetup) });
      return world.setups.some((setup) => setup.id === id) ? ok(wireSetup(setupOf(world, id))) : problem(404, 'There is none', id);
    case 'POST trading-setups':
      return action === '' ? addSetup(world, body) : changeStatus(world, id, action === 'pause' ? 'paused' : 'active');
    case 'PATCH trading-setups':
      world.setups = world.setups.map((setup) => (setup.id === id ? { ...setup, ...body } : setup));
      return ok(wireSetup(setupOf(world, id)));
    case 'DELETE trading-setups':
      world.setups = world.setups.filter((setup) => setup.id !== id);
      return { status: 204 };
    case 'GET indicators':
      return ok(INDICATORS);
    case 'GET strategies':
      return ok(STRATEGIES);
    case 'GET signals':
      return signals(world, query);
    case 'GET screener':
      return screen(world, query);
    case 'GET health':
      return ok(HEALTH);
    case 'GET stats':
      return ok({ as_of: rfc(NOW), symbols: ['CRYPTO:BTCUSD', 'XNAS:AAPL'].map((symbol) => stats(world, symbol, query.get('timeframe'))), next_after: null });
    case 'GET backfills':
      return ok({ backfills: world.backfillBars === undefined ? [BACKFILL] : [{ ...BACKFILL, id: '9a0c12', status: 'running', finished_at: null, bars_in: world.backfillBars }, BACKFILL], next_cursor: null });
    default:
      return problem(404, 'There is none', path);
  }
}

function setupOf(world: World, id: string): Setup {
  const found = world.setups.find((setup) => setup.id === id);
  if (found === undefined) throw new Error(`expected a setup ${id}, found none`);
  return found;
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function problem(status: number, title: string, detail: string, errors: object[] = []): Answer {
  return { status, body: { type: 'http://127.0.0.1/docs/api#invalid', title, status, detail, trace_id: 'abc123', errors } };
}

function candles(world: World, query: URLSearchParams): Answer {
  const timeframe = query.get('timeframe') ?? '';
  const { rows, missing } = world.market.of(resolved(query.get('symbol') ?? ''), timeframe);
  const limit = Number(query.get('limit') ?? 500);
  const from = query.get('from');
  const before = query.get('before') === null ? Infinity : Date.parse(query.get('before') ?? '');
  const inRange = from === null ? rows.filter((row) => row.openTime < before) : rows.filter((row) => row.openTime >= Date.parse(from));
  const page = from === null ? inRange.slice(-limit) : inRange.slice(0, limit);
  const first = page[0]?.openTime ?? Infinity;
  const hasMore = inRange.length > page.length;
  const next = !hasMore ? null : from === null ? { before: rfc(first) } : { from: rfc((page.at(-1)?.openTime ?? 0) + 1000) };
  const gaps = missing.filter((openTime) => openTime >= first && openTime < Math.min(before, page.at(-1)?.openTime ?? 0));
  const step = stepOf(timeframe);
  const ranges = gaps.length === 0 ? [] : [{ state: 'missing', from: rfc(gaps[0] ?? 0), to: rfc((gaps.at(-1) ?? 0) + step), candles: gaps.length }];
  const coverage = page.length === 0 ? null : { from: rfc(first), to: rfc(NOW), calendar: 'CRYPTO', stored: page.length, incomplete: 0, missing: gaps.length, ranges };
  const names = (query.get('indicators') ?? '').split(',').filter((name) => name !== '');
  return ok({ symbol: query.get('symbol'), timeframe, columns: columns(page, names), next, coverage });
}

function columns(rows: readonly Row[], names: readonly string[]): object {
  const of = <T>(read: (row: Row) => T) => rows.map(read);
  return {
    open_time: of((row) => row.openTime / 1000), close_time: of((row) => row.closeTime / 1000),
    open: of((row) => row.open), high: of((row) => row.high), low: of((row) => row.low), close: of((row) => row.close), volume: of((row) => row.volume),
    bar_count: of((row) => row.barCount), expected_bar_count: of((row) => row.expectedBarCount), is_complete: of((row) => row.barCount === row.expectedBarCount),
    revision: of((row) => row.revision), indicator_revision: of((row) => row.indicatorRevision),
    indicators: Object.fromEntries(names.map((name) => [name, of((row) => row.indicators[name] ?? null)])),
  };
}

function search(world: World, text: string): Answer {
  const wanted = text.toLowerCase();
  const found = LISTINGS.filter((listing) => `${listing.symbol} ${listing.name}`.toLowerCase().includes(wanted));
  return ok({
    symbols: found.map(({ symbol, name, kind }) => {
      const [venue = '', ticker = ''] = symbol.split(':');
      return { symbol, ticker, venue, name, kind, currency: 'USD', is_active: true, is_favorite: world.favorites.includes(symbol), is_tracked: kind === 'crypto', has_candles: kind === 'crypto' };
    }),
  });
}

/** The symbol of a bare ticker. */
function resolved(symbol: string): string {
  return LISTINGS.find((listing) => listing.symbol.split(':')[1] === symbol)?.symbol ?? symbol;
}

function details(world: World, asked: string): Answer {
  const listing = LISTINGS.find((candidate) => candidate.symbol === resolved(asked));
  if (listing === undefined) return problem(404, 'There is none', asked);
  const { symbol, name, kind, zone } = listing;
  const [venue = '', ticker = ''] = symbol.split(':');
  return ok({
    symbol, is_favorite: world.favorites.includes(symbol), is_tracked: true,
    listing: { symbol, ticker, venue, name, kind, currency: 'USD', is_primary: true, is_active: true, updated_at: rfc(NOW) },
    timeframes: world.market.timeframes(symbol).map((timeframe) => {
      const rows = world.market.of(symbol, timeframe).rows;
      return { timeframe, first_open_time: rfc(rows[0]?.openTime ?? 0), last_open_time: rfc(rows.at(-1)?.openTime ?? 0), last_close_time: rfc(rows.at(-1)?.closeTime ?? 0) };
    }),
    calendar: { venue, time_zone: zone, is_open: kind === 'crypto', session_open: null, session_close: null },
  });
}

function favorite(world: World, symbol: string, timeframe: string): object {
  const rows = world.market.of(symbol, timeframe).rows;
  const [before, last] = [rows.at(-2), rows.at(-1)];
  const change = before === undefined || last === undefined ? null : last.close - before.close;
  const latest = world.signals.filter((row) => row.symbol === symbol && row.timeframe === timeframe).at(-1);
  const state = last === undefined ? 'empty' : symbol.startsWith('CRYPTO') ? 'live' : symbol.startsWith('FX') ? 'stale' : 'market_closed';
  return {
    symbol, name: LISTINGS.find((listing) => listing.symbol === symbol)?.name ?? null, added_at: rfc(NOW),
    last: last === undefined ? null : { open_time: rfc(last.openTime), close_time: rfc(last.closeTime), close: last.close, volume: last.volume, is_complete: true },
    change, change_percent: change === null || before === undefined ? null : (100 * change) / before.close,
    sparkline: rows.slice(-30).map((row) => row.close), latest_signal: latest === undefined ? null : wireSignal(latest),
    freshness: { state, last_close_time: last === undefined ? null : rfc(last.closeTime), expected_close_time: null },
  };
}

function addSetup(world: World, body: Record<string, unknown>): Answer {
  const setup = { indicators: [], strategies: [], ...body, status: 'active' } as unknown as Setup;
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(setup.id)) {
    return problem(400, 'What was sent cannot be meant', '1 mistake', [{ pointer: '/id', detail: 'expected lower-case letters, digits, _ and -' }]);
  }
  if (world.setups.some((other) => other.id === setup.id)) return problem(409, 'What is there does not allow it', `a setup ${setup.id} exists`);
  world.setups = [...world.setups, setup];
  return { status: 201, body: wireSetup(setup) };
}

function changeStatus(world: World, id: string, status: string): Answer {
  world.setups = world.setups.map((setup) => (setup.id === id ? { ...setup, status } : setup));
  return ok(wireSetup(setupOf(world, id)));
}

function wireSetup({ reason = '', ...setup }: Setup): object {
  const charts = setup.timeframes.map((timeframe) => ({ timeframe, url: `/chart/${encodeURIComponent(setup.symbol)}/${timeframe}?setup=${setup.id}` }));
  return { ...setup, status_reason: reason, created_at: rfc(NOW), updated_at: rfc(NOW), charts };
}

function signals(world: World, query: URLSearchParams): Answer {
  const is = (name: string, value: string) => query.get(name) === null || query.get(name) === value;
  const from = Date.parse(query.get('from') ?? '1970-01-01');
  const to = Date.parse(query.get('to') ?? '9999-01-01');
  const found = world.signals.filter((row) => is('symbol', row.symbol) && is('timeframe', row.timeframe) && is('setup', row.setup) && is('signal_type', row.type) && row.openTime >= from && row.openTime < to
    && (query.get('status') === 'standing' ? row.status !== 'RETRACTED' : is('status', row.status)));
  const first = Number(query.get('cursor') ?? 0);
  const end = first + Number(query.get('limit') ?? 100);
  const page = [...found].sort((a, b) => b.closeTime - a.closeTime).slice(first, end);
  return ok({ signals: page.map(wireSignal), next_cursor: end < found.length ? String(end) : null });
}

function screen(world: World, query: URLSearchParams): Answer {
  const condition = query.get('condition') ?? '';
  const match = /^rsi_14 ([<>]) (\d+)$/.exec(condition);
  if (match === null) {
    return problem(400, 'What was sent cannot be meant', '1 mistake', [{ parameter: 'condition', detail: `expected a comparison, found "${condition}"` }]);
  }
  const timeframe = query.get('timeframe') ?? '1h';
  const matches = LISTINGS.filter(({ symbol }) => query.get('favorites') !== 'true' || world.favorites.includes(symbol)).flatMap(({ symbol }) => {
    const row = world.market.of(symbol, timeframe).rows.at(-1);
    const rsi = row?.indicators['rsi_14'];
    const holds = typeof rsi === 'number' && (match[1] === '<' ? rsi < Number(match[2]) : rsi > Number(match[2]));
    return row !== undefined && holds ? [{ symbol, open_time: rfc(row.openTime), close_time: rfc(row.closeTime), values: { close: row.close, rsi_14: rsi } }] : [];
  });
  return ok({ timeframe, columns: ['close', 'rsi_14'], matches });
}

function stats(world: World, symbol: string, timeframe: string | null): object {
  const timeframes = timeframe === null ? ['1h', '1d'] : [timeframe];
  return {
    symbol,
    timeframes: timeframes.map((each) => {
      const last = world.market.newest(symbol, each);
      return {
        timeframe: each, last_open_time: rfc(last.openTime), last_close_time: rfc(last.closeTime), last_ingested_at: rfc(last.closeTime + 2000), lag_seconds: 2,
        is_complete: true, freshness: { state: symbol.startsWith('CRYPTO') ? 'live' : 'stale', last_close_time: rfc(last.closeTime), expected_close_time: null },
        quality: timeframe === null ? null : { month: '2025-07-01', candles: 26, incomplete: 1, filled: 0, missing: 3, percent_complete: 99.4, revised: 2 },
      };
    }),
  };
}

const HEALTH = {
  status: 'ok', version: '0.1.0-SNAPSHOT', started_at: rfc(NOW), database: { state: 'ok', schema_version: 5, message: '' },
  kafka: { state: 'ok', last_record_at: rfc(NOW), message: '' },
  jobs: [{ name: 'live', job_id: '2f1c6a34', holder: 'demo', epoch: 3, acquired_at: rfc(NOW) }],
  rejected_last_day: { high_below_low: 2 }, websocket: { clients: 1, channels: 2 },
};

const BACKFILL = {
  id: '9a0c11', status: 'finished', started_at: rfc(NOW), finished_at: rfc(NOW), range_from: null, range_to: null, as_of: null, attempts: 1, bars_in: 120_340, accepted: 120_338,
  duplicate: 0, corrected: 0, late: 0, rejected: 2, rejected_by_reason: { high_below_low: 2 }, candles: 48_112, revised: 0, message: null, job_version: '0.1.0',
};
