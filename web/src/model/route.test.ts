import { describe, expect, test } from 'vitest';
import { choose, columnsOf, isStored, type Catalogue, type IndicatorKind } from './indicator';
import { chartPath, isLoose, parseRoute, setupChartPath, type ChartRoute } from './route';
import { nextOrder, sorted } from './sorting';
import { argumentsOf, parseSpec, problemOf, specOf, splitSpecs, writeSpec, type Parameter } from './spec';

const chart: ChartRoute = {
  page: 'chart', symbol: 'XNAS:AAPL', timeframe: '1h', indicators: ['sma(20)', 'macd(12,26,9)'], strategies: ['sma_cross(20,50)'], grid: ['5m', '1h'],
};

describe('a route', () => {
  test('of a chart brings back all that is chosen', () => {
    const path = chartPath(chart);
    expect(path).toBe('/chart/XNAS:AAPL/1h?indicators=sma(20),macd(12,26,9)&strategies=sma_cross(20,50)&grid=5m,1h');
    const [pathname = '', query = ''] = path.split('?');
    expect(parseRoute(pathname, query)).toEqual(chart);
  });

  test('may name a symbol as nobody else does', () => {
    expect(['AAPL', 'xnas:aapl', 'XNAS:AAPL', 'CRYPTO:BTC-USD'].map(isLoose)).toEqual([true, true, false, false]);
  });

  test('keeps symbols with characters of addresses', () => {
    const path = chartPath({ ...chart, symbol: '^GSPC/X=F', indicators: [], strategies: [], grid: [] });
    expect(path).toBe('/chart/%5EGSPC%2FX%3DF/1h');
    expect(parseRoute(path, '')).toMatchObject({ symbol: '^GSPC/X=F' });
  });

  test('takes the routes that the server hands out for setups', () => {
    expect(parseRoute('/chart/XNAS%3AAAPL/1h', 'setup=aapl-hourly')).toMatchObject({ symbol: 'XNAS:AAPL', setup: 'aapl-hourly' });
    expect(chartPath({ ...chart, indicators: [], grid: [], setup: 'aapl-hourly' })).toBe('/chart/XNAS:AAPL/1h?setup=aapl-hourly&strategies=sma_cross(20,50)');
    expect(setupChartPath({ id: 'aapl-hourly', symbol: 'XNAS:AAPL' }, '1h')).toBe('/chart/XNAS:AAPL/1h?setup=aapl-hourly');
  });

  test('that is none is unknown, and never an error', () => {
    expect(parseRoute('/setups/', '')).toEqual({ page: 'setups' });
    for (const path of ['/nothing', '/chart/XNAS:AAPL', '/chart/XNAS:AAPL/7h', '/chart/%E0%A4%A/1h', '/chart/A/1h/b']) {
      expect(parseRoute(path, '')).toEqual({ page: 'unknown', path });
    }
    expect(parseRoute('/chart/A/1h', 'indicators=sma(20),<script>,;&grid=1h,9x')).toMatchObject({ indicators: ['sma(20)'], grid: ['1h'] });
  });
});

const bars: Parameter = { name: 'bars', meaning: '', unit: 'candles', minimum: 2, maximum: 1000, choices: [], defaultValue: '14' };
const mean: Parameter = { name: 'mean', meaning: '', unit: '', minimum: undefined, maximum: undefined, choices: ['wilder', 'cutler'], defaultValue: 'wilder' };
const deviations: Parameter = { name: 'deviations', meaning: '', unit: '', minimum: 0.1, maximum: 10, choices: [], defaultValue: '2' };

describe('a spec', () => {
  test('is read, split and written', () => {
    expect(parseSpec(' rsi(14, mean=cutler) ')).toEqual({ name: 'rsi', args: ['14', 'mean=cutler'] });
    expect(parseSpec('obv')).toEqual({ name: 'obv', args: [] });
    expect(parseSpec('sma(20')).toBeUndefined();
    expect(splitSpecs('sma(20),macd(12,26,9), obv,,x(y')).toEqual(['sma(20)', 'macd(12,26,9)', 'obv']);
    expect(writeSpec({ name: 'sma', args: ['20'] })).toBe('sma(20)');
  });

  test('gives defaults to what it is silent about', () => {
    expect(argumentsOf({ name: 'rsi', args: ['mean=cutler'] }, [bars, mean])).toEqual({ bars: '14', mean: 'cutler' });
    expect(specOf('rsi', [bars, mean], { bars: '9', mean: 'wilder' })).toEqual({ name: 'rsi', args: ['9'] });
  });

  test('has parameters within their ranges', () => {
    expect(['14', '1', '1001', '', 'x'].map((text) => problemOf(bars, text))).toEqual([undefined, 'from 2 to 1000', 'from 2 to 1000', 'a number', 'a number']);
    expect(problemOf(mean, 'other')).toBe('one of wilder, cutler');
  });
});

describe('the columns of an indicator', () => {
  const kind = (name: string, values: readonly string[], parameters: readonly Parameter[]): IndicatorKind => ({
    name, spec: name, title: name, category: 'trend', unit: '', values, usableAfter: 1, parameters,
  });
  const rsi = kind('rsi', ['rsi_14'], [bars, mean]);
  const bollinger = kind('bollinger', ['bb_upper', 'bb_middle', 'bb_lower'], [{ ...bars, defaultValue: '20' }, deviations]);

  test('are called after all parameters, with bare names where the defaults have them', () => {
    expect(columnsOf({ name: 'rsi', args: [] }, rsi)).toEqual(['rsi_14']);
    expect(columnsOf({ name: 'rsi', args: ['9'] }, rsi)).toEqual(['rsi_9']);
    expect(columnsOf({ name: 'rsi', args: ['14', 'mean=cutler'] }, rsi)).toEqual(['rsi_14_cutler']);
    expect(columnsOf({ name: 'bollinger', args: ['20', '2'] }, bollinger)).toEqual(['bb_upper', 'bb_middle', 'bb_lower']);
    expect(columnsOf({ name: 'bollinger', args: ['20', '2.5'] }, bollinger)).toEqual(['bb_upper_20_2p5', 'bb_middle_20_2p5', 'bb_lower_20_2p5']);
  });

  test('tell whether every candle has them', () => {
    const catalogue: Catalogue = { indicators: [rsi], columns: ['rsi_14'] };
    expect(['rsi(14)', 'rsi(9)'].map((text) => isStored(choose(text, catalogue) ?? { columns: [] }, catalogue))).toEqual([true, false]);
    expect(choose('nothing(1)', catalogue)).toBeUndefined();
  });
});

test('rows are sorted by any column, those without a value last', () => {
  const rows = [{ a: 2 }, { a: undefined }, { a: 10 }];
  const by = (descending: boolean) => sorted(rows, { column: 'a', descending }, (row) => row.a).map((row) => row.a);
  expect(by(false)).toEqual([2, 10, undefined]);
  expect(by(true)).toEqual([10, 2, undefined]);
  expect(nextOrder({ column: 'a', descending: true }, 'a')).toEqual({ column: 'a', descending: false });
  expect(nextOrder({ column: 'a', descending: true }, 'symbol')).toEqual({ column: 'symbol', descending: false });
});
