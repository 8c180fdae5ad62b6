import { describe, expect, test } from 'vitest';
import { readPage } from './candles';
import { Http } from './http';
import { Problem } from './problem';

const HOUR = 3600;

function columns(opens: readonly number[], indicators: object = {}): object {
  const same = (value: unknown) => opens.map(() => value);
  return {
    open_time: opens, close_time: opens.map((open) => open + HOUR), open: same(1), high: same(2), low: same(1), close: same(2), volume: same(3),
    bar_count: same(11), expected_bar_count: same(12), is_complete: same(false), revision: same(2), indicator_revision: same(3), indicators,
  };
}

const answer = (part: object) => ({ symbol: 'S', timeframe: '1h', next: null, coverage: null, columns: columns([]), ...part });
const gap = (from: string, to: string, candles: number) => ({ state: 'missing', from, to, candles });

describe('a page of candles as columns', () => {
  test('becomes candles; values that are not defined are absent', () => {
    const page = readPage(answer({ columns: columns([0, HOUR], { sma_20: [null, 5] }) }), { timeframe: '1h' });
    expect(page.candles).toEqual([
      { openTime: 0, closeTime: 3_600_000, open: 1, high: 2, low: 1, close: 2, volume: 3, isFinal: true, barCount: 11, expectedBarCount: 12, revision: 2, indicatorRevision: 3, values: {} },
      { openTime: 3_600_000, closeTime: 7_200_000, open: 1, high: 2, low: 1, close: 2, volume: 3, isFinal: true, barCount: 11, expectedBarCount: 12, revision: 2, indicatorRevision: 3, values: { sma_20: 5 } },
    ]);
  });

  test('is the oldest one when nothing continues it', () => {
    expect(readPage(answer({}), { timeframe: '1h' }).isOldest).toBe(true);
    expect(readPage(answer({ next: { before: '2025-01-01T00:00:00Z' } }), { timeframe: '1h' }).isOldest).toBe(false);
  });

  test('names the open times of what is missing, also after its newest candle', () => {
    const coverage = { ranges: [gap('1970-01-01T01:00:00Z', '1970-01-01T03:00:00Z', 2), { state: 'closed', from: '1970-01-01T03:00:00Z', to: '1970-01-01T04:00:00Z', candles: 0 }, gap('1970-01-01T05:00:00Z', '1970-01-01T09:00:00Z', 4)] };
    const page = readPage(answer({ columns: columns([0, 4 * HOUR]), coverage }), { timeframe: '1h' });
    expect(page.missing.map((openTime) => openTime / 3_600_000)).toEqual([1, 2, 5, 6, 7, 8]);
  });

  test('spreads a gap with closed hours in it, and bounds a long one', () => {
    const coverage = { ranges: [gap('1970-01-01T01:00:00Z', '1970-01-02T01:00:00Z', 2), gap('1970-02-01T00:00:00Z', '1974-02-01T00:00:00Z', 9000)] };
    const page = readPage(answer({ columns: columns([0, 200_000_000]), coverage }), { timeframe: '1h' });
    expect(page.missing.slice(0, 2)).toEqual([3_600_000, 13 * 3_600_000]);
    expect(page.missing).toHaveLength(302);
  });

  test('of another shape is refused with the place', () => {
    expect(() => readPage(answer({ columns: { ...columns([0]), high: ['2'] } }), { timeframe: '1h' })).toThrow('expected a number, found string at columns/high');
  });
});

describe('an error of the server', () => {
  const answering = (status: number, body: string) => new Http('', () => Promise.resolve(new Response(body, { status })));

  test('tells every mistake', async () => {
    const body = { title: 'Invalid', status: 400, detail: '2 mistakes', trace_id: 't1', errors: [{ parameter: 'limit', detail: 'too large' }, { pointer: '/id', detail: 'empty' }] };
    const problem = await answering(400, JSON.stringify(body)).get('/x').catch((thrown: unknown) => Problem.from(thrown)) as Problem;
    expect(problem).toMatchObject({ status: 400, title: 'Invalid', detail: '2 mistakes', traceId: 't1' });
    expect(problem.errors).toEqual([{ where: 'limit', detail: 'too large' }, { where: '/id', detail: 'empty' }]);
  });

  test('without a body that says so is told, too', async () => {
    const problem = await answering(502, '<html>').get('/x').catch((thrown: unknown) => Problem.from(thrown)) as Problem;
    expect(problem.title).toBe('The server answered 502');
  });

  test('of a missing session is told to who listens, but for the login itself', async () => {
    const http = answering(401, '{"title":"Log in","errors":[]}');
    let heard = 0;
    http.onUnauthorized(() => (heard += 1));
    await http.get('/api/v1/favorites').catch(() => undefined);
    await http.post('/api/v1/login', {}).catch(() => undefined);
    expect(heard).toBe(1);
  });
});

test('requests that change something carry the header that other pages cannot send', async () => {
  const sent: RequestInit[] = [];
  const http = new Http('', (_, init) => {
    sent.push(init ?? {});
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  await http.delete('/api/v1/favorites/X');
  await http.post('/api/v1/favorites', { symbol: 'X' });
  expect(sent.map((init) => [init.method, (init.headers as Record<string, string>)['X-Candlemill'], init.body])).toEqual([
    ['DELETE', '1', undefined],
    ['POST', '1', '{"symbol":"X"}'],
  ]);
});
