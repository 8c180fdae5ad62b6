import { describe, expect, test } from 'vitest';
import { Http } from './http';
import { fetchAllSignals } from './signals';

const row = (number: number) => ({
  id: String(number), setup: 's', symbol: 'S', timeframe: '1h', strategy: 'rsi(14,30,70)', open_time: '2025-07-02T13:00:00Z', close_time: '2025-07-02T14:00:00Z', signal_type: 'BUY',
  price: 1, confidence: 0.5, indicator_values: {}, candle_revision: 1, revision: 1, status: 'NEW', source: '', job_id: '', known_at: '2025-07-02T14:00:03Z',
});

/** So many signals are stored, of which every answer has as many as it was asked for. */
function storing(count: number, asked: URLSearchParams[] = []): Http {
  return new Http('', (input) => {
    const query = new URL(input as string, 'http://test').searchParams;
    asked.push(query);
    const first = Number(query.get('cursor') ?? 0);
    const end = Math.min(count, first + Number(query.get('limit')));
    const signals = Array.from({ length: end - first }, (_, index) => row(first + index));
    return Promise.resolve(new Response(JSON.stringify({ signals, next_cursor: end < count ? String(end) : null })));
  });
}

describe('all signals', () => {
  test('are read page by page', async () => {
    const asked: URLSearchParams[] = [];
    const { signals, isCut } = await fetchAllSignals(storing(25, asked), { symbol: 'S', limit: 10 }, 50);
    expect(signals.map((signal) => signal.id)).toEqual(Array.from({ length: 25 }, (_, index) => String(index)));
    expect(isCut).toBe(false);
    expect(asked.map((query) => [query.get('symbol'), query.get('cursor')])).toEqual([['S', null], ['S', '10'], ['S', '20']]);
  });

  test('up to a bound, and then it says that there are more', async () => {
    const { signals, isCut } = await fetchAllSignals(storing(31), { limit: 10 }, 30);
    expect(signals).toHaveLength(30);
    expect(isCut).toBe(true);
    expect((await fetchAllSignals(storing(30), { limit: 10 }, 30)).isCut).toBe(false);
  });

  test('tell since when they are known', async () => {
    const { signals } = await fetchAllSignals(storing(1), { limit: 10 }, 10);
    expect(signals[0]?.knownAt).toBe(Date.parse('2025-07-02T14:00:03Z'));
  });
});
