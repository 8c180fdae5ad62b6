import { describe, expect, test } from 'vitest';
import type { Candle } from './candle';
import { changeOf, mergeFavorites, withCandle, withSignal, type Favorite } from './favorite';
import { EVERY_SIGNAL, filterOf, passes, signalsPath, SignalStore, type Signal } from './signal';

const candle = (openTime: number, close: number, isFinal = true): Candle => ({
  openTime, closeTime: openTime + 10, open: close, high: close, low: close, close, volume: 1, isFinal, revision: 1, indicatorRevision: 1, barCount: 1, expectedBarCount: 1, values: {},
});

const favorite: Favorite = {
  symbol: 'S', name: undefined, last: { openTime: 100, close: 10, isFinal: true }, previousClose: 8, closes: [8, 10], latestSignal: undefined,
  freshness: { state: 'stale', lastCloseTime: 110 },
};

const signal = (change: Partial<Signal>): Signal => ({
  id: 'a', setup: 's', symbol: 'S', timeframe: '1h', strategy: 'sma_cross(20,50)', openTime: 1, closeTime: 2, type: 'BUY', price: 1, confidence: 0.5, indicatorValues: {},
  candleRevision: 1, revision: 1, status: 'NEW', source: '', jobId: '', knownAt: undefined, ...change,
});

describe('a favourite', () => {
  test('follows the forming candle against the close before', () => {
    const after = withCandle(withCandle(favorite, candle(110, 12, false)), candle(110, 11, false));
    expect(after).toMatchObject({ last: { close: 11, isFinal: false }, previousClose: 10, closes: [8, 10, 11], freshness: { state: 'stale' } });
    expect(changeOf(after)).toBeCloseTo(0.1, 12);
  });

  test('is live with a final candle, which a forming one does not replace', () => {
    const after = withCandle(withCandle(favorite, candle(110, 12)), candle(110, 99, false));
    expect(after).toMatchObject({ last: { close: 12 }, freshness: { state: 'live', lastCloseTime: 120 } });
  });

  test('does not go back to an older candle', () => {
    expect(withCandle(favorite, candle(90, 1))).toBe(favorite);
  });

  test('keeps a newer live price when the server answers with an older one', () => {
    const live = withCandle(favorite, candle(110, 12, false));
    expect(mergeFavorites([{ ...favorite, freshness: { state: 'live', lastCloseTime: 110 } }], [live])).toMatchObject([{ last: { close: 12 }, previousClose: 10, freshness: { state: 'live' } }]);
    expect(mergeFavorites([favorite], [])).toEqual([favorite]);
  });

  test('shows its newest signal, and the newest form of it', () => {
    const first = withSignal(favorite, signal({ closeTime: 5 }));
    expect(withSignal(first, signal({ id: 'b', closeTime: 4 })).latestSignal?.id).toBe('a');
    expect(withSignal(first, signal({ closeTime: 5, revision: 2, status: 'RETRACTED' })).latestSignal?.status).toBe('RETRACTED');
  });
});

describe('signals', () => {
  test('are kept once, in their highest revision, newest first', () => {
    const store = new SignalStore();
    expect(store.take([signal({}), signal({ id: 'b', closeTime: 9 })])).toBe(true);
    expect(store.take([signal({ revision: 2, status: 'RETRACTED' }), signal({ revision: 1 })])).toBe(true);
    expect(store.take([signal({ revision: 1 })])).toBe(false);
    expect(store.take([signal({ revision: 2, status: 'RETRACTED' })])).toBe(false);
    expect(store.take([signal({ revision: 2, status: 'REVISED' })])).toBe(true);
    expect(store.all().map(({ id, revision }) => [id, revision])).toEqual([['b', 1], ['a', 2]]);
  });

  test('pass a filter as the server would let them', () => {
    const retracted = signal({ status: 'RETRACTED' });
    expect(passes(retracted, EVERY_SIGNAL)).toBe(true);
    expect(passes(retracted, { ...EVERY_SIGNAL, status: 'standing' })).toBe(false);
    expect(passes(signal({}), { ...EVERY_SIGNAL, strategy: 'sma_cross', type: 'BUY', timeframe: '1h', symbol: 'S' })).toBe(true);
    expect(passes(signal({}), { ...EVERY_SIGNAL, setup: 'another' })).toBe(false);
    expect(passes(signal({}), { ...EVERY_SIGNAL, strategy: 'sma' })).toBe(false);
    expect(passes(signal({}), { ...EVERY_SIGNAL, strategy: 'sma_cross(20,50)', type: 'SELL' })).toBe(false);
  });
});

test('a filter is in the address, and what nobody knows is no filter', () => {
  const filter = { ...EVERY_SIGNAL, symbol: 'XNAS:AAPL', setup: 'mine', strategy: 'rsi(14,30,70)', timeframe: '1h', status: 'standing' } as const;
  expect(filterOf(signalsPath(filter).split('?')[1] ?? '')).toEqual(filter);
  expect(signalsPath(EVERY_SIGNAL)).toBe('/signals');
  expect(filterOf('timeframe=7h&type=HOLD&status=x')).toEqual(EVERY_SIGNAL);
});

describe('of an equal revision', () => {
  test('a favourite shows the last word on its signal, as a job that has restarted gives it', () => {
    const first = withSignal(favorite, signal({ type: 'BUY' }));
    expect(withSignal(first, signal({ type: 'SELL', price: 2 })).latestSignal).toMatchObject({ type: 'SELL', price: 2 });
    expect(withSignal(first, signal({}))).toBe(first);
  });

  test('the same signal is taken again when it tells since when it is known', () => {
    const store = new SignalStore();
    store.take([signal({})]);
    expect(store.take([signal({ knownAt: 7 })])).toBe(true);
    expect(store.take([signal({})])).toBe(false);
    expect(store.get('a')?.knownAt).toBe(7);
  });
});
