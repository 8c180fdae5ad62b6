import { describe, expect, test } from 'vitest';
import { merged, type Signal } from './signal';

const one = { id: 'a', setup: 'one', symbol: 'S', timeframe: '1h', strategy: 'rsi(14,30,70)', openTime: 0, type: 'BUY', status: 'NEW' } as Signal;

describe('signals of several setups', () => {
  test('that say the same of a candle are one, which names the setups', () => {
    const others = [{ ...one, id: 'b', setup: 'other' }, { ...one, id: 'c', setup: 'a third', openTime: 1 }];
    expect(merged([one, ...others]).map(({ id, setup }) => [id, setup])).toEqual([['a', 'one, other'], ['c', 'a third']]);
  });

  test('stay apart where they differ', () => {
    const others: Signal[] = [{ ...one, type: 'SELL' }, { ...one, strategy: 'macd' }, { ...one, status: 'RETRACTED' }];
    expect(merged([one, ...others])).toEqual([one, ...others]);
    expect(merged([one, { ...one, setup: 'other', status: 'REVISED' }])).toHaveLength(1);
  });
});
