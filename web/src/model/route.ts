import { splitSpecs } from './spec';
import { isTimeframe, type Timeframe } from './timeframe';

/** What a chart shows, all of it in its address, so that a link brings it back. */
export interface ChartRoute {
  readonly page: 'chart';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly indicators: readonly string[];
  /** Whose signals are drawn; none chosen means all. */
  readonly strategies: readonly string[];
  /** Not empty: a grid of these timeframes of the symbol. */
  readonly grid: readonly Timeframe[];
  /** Only its signals are drawn; where no indicators and strategies are chosen, its own are to be taken. */
  readonly setup?: string | undefined;
}

export type Route =
  | { readonly page: 'dashboard' | 'charts' | 'setups' | 'screener' | 'signals' | 'health' }
  | ChartRoute
  | { readonly page: 'unknown'; readonly path: string };

const PLAIN = { '/': 'dashboard', '/chart': 'charts', '/setups': 'setups', '/screener': 'screener', '/signals': 'signals', '/health': 'health' } as const;

export function parseRoute(path: string, query: string): Route {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (trimmed in PLAIN) {
    return { page: PLAIN[trimmed as keyof typeof PLAIN] };
  }
  const [, chart, symbol, timeframe, rest] = trimmed.split('/');
  const name = decoded(symbol);
  if (chart !== 'chart' || name === undefined || timeframe === undefined || rest !== undefined || !isTimeframe(timeframe)) {
    return { page: 'unknown', path };
  }
  const params = new URLSearchParams(query);
  const setup = params.get('setup');
  return {
    page: 'chart',
    symbol: name,
    timeframe,
    indicators: splitSpecs(params.get('indicators') ?? ''),
    strategies: splitSpecs(params.get('strategies') ?? ''),
    grid: (params.get('grid') ?? '').split(',').filter(isTimeframe),
    ...(setup === null || setup === '' ? {} : { setup }),
  };
}

export function chartPath(route: Omit<ChartRoute, 'page'>): string {
  const setup = route.setup === undefined ? [] : [route.setup];
  const lists = { setup, indicators: route.indicators, strategies: route.strategies, grid: route.grid };
  const query = Object.entries(lists)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => `${name}=${readable(list.join(','))}`);
  const path = `/chart/${readable(route.symbol)}/${route.timeframe}`;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Route of a chart that shows what a setup computes. */
export function setupChartPath(setup: { id: string; symbol: string }, timeframe: Timeframe): string {
  return `${newChartPath(setup.symbol, timeframe)}?setup=${readable(setup.id)}`;
}

/** Whether a chart's address may not name a symbol as live events do: without its venue, or in other letters. */
export function isLoose(symbol: string): boolean {
  return !symbol.includes(':') || symbol !== symbol.toUpperCase();
}

export function newChartPath(symbol: string, timeframe: Timeframe): string {
  return chartPath({ symbol, timeframe, indicators: [], strategies: [], grid: [] });
}

/** Percent-encoded, but for what may stand in paths and queries and reads better as it is. */
function readable(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined || text === '' ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
