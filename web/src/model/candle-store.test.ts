import { describe, expect, test } from 'vitest';
import { isGap, type Candle } from './candle';
import { CandleStore, type CandlePage } from './candle-store';

const HOUR = 3_600_000;

function candle(hour: number, change: Partial<Candle> = {}): Candle {
  return {
    openTime: hour * HOUR, closeTime: (hour + 1) * HOUR, open: 10, high: 12, low: 9, close: 11, volume: 100,
    isFinal: true, revision: 1, indicatorRevision: 1, barCount: 12, expectedBarCount: 12, values: {}, ...change,
  };
}

function forming(hour: number, change: Partial<Candle> = {}): Candle {
  return candle(hour, { isFinal: false, revision: 0, indicatorRevision: 0, barCount: 3, ...change });
}

function page(hours: readonly number[], change: Partial<CandlePage> = {}): CandlePage {
  return { candles: hours.map((hour) => candle(hour)), missing: [], isOldest: false, ...change };
}

function stored(...hours: number[]): CandleStore {
  const store = new CandleStore();
  store.reset(page(hours));
  return store;
}

function hours(store: CandleStore): string[] {
  return store.all().map((item) => `${item.openTime / HOUR}${isGap(item) ? ' gap' : item.isFinal ? '' : ' forming'}`);
}

describe('a page of older candles', () => {
  test('brings a gap that lies between its newest candle and what is there', () => {
    const store = stored(10, 11);
    store.prepend(page([6, 7], { missing: [8 * HOUR, 9 * HOUR, 12 * HOUR] }), 10 * HOUR);
    expect(hours(store)).toEqual(['6', '7', '8 gap', '9 gap', '10', '11']);
  });

  test('is stitched on the left', () => {
    const store = stored(10, 11, 12);
    expect(store.prepend(page([7, 8, 9]), 10 * HOUR)).toBe('all');
    expect(hours(store)).toEqual(['7', '8', '9', '10', '11', '12']);
  });

  test('that overlaps what is there adds no duplicate', () => {
    const store = stored(10, 11);
    store.prepend(page([8, 9, 10, 11]), 10 * HOUR);
    expect(hours(store)).toEqual(['8', '9', '10', '11']);
  });

  test('that was asked for before the store began anew is refused, since a hole would remain', () => {
    const store = stored(10, 11);
    store.reset(page([20, 21]));
    expect(store.prepend(page([8, 9]), 10 * HOUR)).toBe('none');
    expect(hours(store)).toEqual(['20', '21']);
  });

  test('that comes twice is stitched once', () => {
    const store = stored(10);
    store.prepend(page([8, 9]), 10 * HOUR);
    expect(store.prepend(page([8, 9]), 10 * HOUR)).toBe('none');
    expect(hours(store)).toEqual(['8', '9', '10']);
  });

  test('says where the data ends, an empty one too', () => {
    const store = stored(10);
    expect(store.hasOldest()).toBe(false);
    expect(store.prepend(page([], { isOldest: true }), 10 * HOUR)).toBe('none');
    expect(store.hasOldest()).toBe(true);
  });

  test('shows what is missing as gaps', () => {
    const store = stored(10);
    store.prepend(page([6, 9], { missing: [7 * HOUR, 8 * HOUR] }), 10 * HOUR);
    expect(hours(store)).toEqual(['6', '7 gap', '8 gap', '9', '10']);
  });
});

describe('two thousand pages in any order of answers', () => {
  test('leave ascending and unique open times', () => {
    let seed = 7;
    const random = (below: number) => (seed = (Math.imul(seed, 48_271) >>> 0) % 2_147_483_647) % below;
    const store = stored(100_000);
    for (let round = 0; round < 2000; round += 1) {
      const oldest = (store.oldestOpenTime() ?? 0) / HOUR;
      const asked = oldest + random(3);
      const candles = Array.from({ length: random(20) }, (_, index) => candle(asked - 20 + index));
      store.prepend({ candles, missing: [(asked - 25) * HOUR], isOldest: false }, asked * HOUR);
      store.apply(random(2) === 0 ? candle(oldest + random(60), { revision: random(4) }) : forming(100_000 + random(10)));
    }
    const times = store.all().map((item) => item.openTime);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});

describe('a live candle', () => {
  test('forms after the last one, and is replaced as it grows', () => {
    const store = stored(10);
    expect(store.apply(forming(11, { close: 5 }))).toBe('last');
    expect(store.apply(forming(11, { close: 6, barCount: 4 }))).toBe('last');
    expect(hours(store)).toEqual(['10', '11 forming']);
    expect(store.last()?.close).toBe(6);
  });

  test('that is final replaces the forming one, which never comes back', () => {
    const store = stored(10);
    store.apply(forming(11));
    expect(store.apply(candle(11, { close: 7 }))).toBe('last');
    expect(store.apply(forming(11, { close: 8 }))).toBe('none');
    expect(store.last()).toMatchObject({ close: 7, isFinal: true });
  });

  test('may be final after the next one began to form', () => {
    const store = stored(10);
    store.apply(forming(11));
    store.apply(forming(12));
    expect(store.apply(candle(11))).toBe('all');
    expect(hours(store)).toEqual(['10', '11', '12 forming']);
  });

  test('of a higher revision replaces, of a lower does not, of the same when it says otherwise', () => {
    const store = stored(10, 11);
    expect(store.apply(candle(10, { revision: 2, high: 20 }))).toBe('all');
    expect(store.apply(candle(10, { revision: 1, high: 30 }))).toBe('none');
    expect(store.apply(candle(10, { revision: 2, high: 20 }))).toBe('none');
    expect(store.at(10 * HOUR)).toMatchObject({ high: 20, revision: 2 });
    expect(store.apply(candle(10, { revision: 2, high: 40 }))).toBe('all');
    expect(store.at(10 * HOUR)).toMatchObject({ high: 40, revision: 2 });
  });

  test('of the same revision replaces when its indicators were revised', () => {
    const store = stored(10);
    expect(store.apply(candle(10, { indicatorRevision: 2, values: { rsi_14: 50 } }))).toBe('last');
    expect(store.apply(candle(10, { indicatorRevision: 1, values: { rsi_14: 40 } }))).toBe('none');
    expect(store.lastFinal()?.values).toEqual({ rsi_14: 50 });
  });

  test('fills a gap where it opens', () => {
    const store = new CandleStore();
    store.reset(page([8, 10], { missing: [9 * HOUR] }));
    expect(store.apply(candle(9))).toBe('all');
    expect(hours(store)).toEqual(['8', '9', '10']);
  });

  test('older than all that is loaded waits for its page', () => {
    const store = stored(10);
    expect(store.apply(candle(3, { revision: 2 }))).toBe('none');
    expect(hours(store)).toEqual(['10']);
  });
});

describe('indicator values that come behind their candle', () => {
  test('are taken for its revisions, and not for earlier ones', () => {
    const store = stored(10);
    expect(store.applyValues({ openTime: 10 * HOUR, revision: 1, indicatorRevision: 2, values: { rsi_14: 61 } })).toBe('last');
    expect(store.applyValues({ openTime: 10 * HOUR, revision: 1, indicatorRevision: 1, values: { rsi_14: 1 } })).toBe('none');
    expect(store.lastFinal()).toMatchObject({ indicatorRevision: 2, values: { rsi_14: 61 } });
  });

  test('of other columns stay when one is loaded later', () => {
    const store = new CandleStore();
    store.reset({ candles: [candle(10, { values: { sma_20: 5 } })], missing: [], isOldest: true });
    store.extend({ candles: [candle(10, { values: { rsi_14: 61 } })], missing: [], isOldest: false });
    expect(store.lastFinal()?.values).toEqual({ sma_20: 5, rsi_14: 61 });
  });
});

describe('a page of what a reconnect missed', () => {
  test('goes on from the last final candle and keeps what forms', () => {
    const store = stored(10);
    store.apply(forming(13));
    expect(store.extend(page([10, 11, 12]))).toBe('all');
    expect(hours(store)).toEqual(['10', '11', '12', '13 forming']);
  });

  test('brings gaps and corrections', () => {
    const store = stored(10, 11);
    store.extend({ candles: [candle(11, { revision: 2, close: 3 }), candle(13)], missing: [12 * HOUR], isOldest: false });
    expect(hours(store)).toEqual(['10', '11', '12 gap', '13']);
    expect(store.at(11 * HOUR)).toMatchObject({ close: 3 });
  });
});

test('beginning anew shows what is missing, but not after the newest candle', () => {
  const store = stored(3);
  store.apply(forming(13));
  store.reset(page([9, 11], { missing: [10 * HOUR, 12 * HOUR, 14 * HOUR] }));
  expect(hours(store)).toEqual(['9', '10 gap', '11', '12 gap', '13 forming']);
});

test('beginning anew keeps what forms after the newest final candle', () => {
  const store = stored(10);
  store.apply(forming(11));
  store.apply(forming(12));
  store.reset(page([10, 11]));
  expect(hours(store)).toEqual(['10', '11', '12 forming']);
});

test('a time is found in the candle that holds it, and in no gap', () => {
  const store = new CandleStore();
  store.reset(page([10, 12], { missing: [11 * HOUR] }));
  expect(store.containing(10.5 * HOUR)?.openTime).toBe(10 * HOUR);
  expect(store.containing(12 * HOUR)?.openTime).toBe(12 * HOUR);
  expect(store.containing(11.5 * HOUR)).toBeUndefined();
  expect(store.containing(13 * HOUR)).toBeUndefined();
});
