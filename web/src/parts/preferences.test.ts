import { expect, test } from 'vitest';
import { readScreens } from './preferences';

test('screens are kept with their timeframe; those of before, without one', () => {
  expect(readScreens('["rsi_14 < 30",{"condition":"close > sma_200","timeframe":"4h"},{"condition":"macd > 0","timeframe":"7h"},{"x":1},null]')).toEqual([
    { condition: 'rsi_14 < 30', timeframe: undefined },
    { condition: 'close > sma_200', timeframe: '4h' },
    { condition: 'macd > 0', timeframe: undefined },
  ]);
  expect(readScreens('{}')).toBeUndefined();
});
