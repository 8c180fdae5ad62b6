import { describe, expect, test } from 'vitest';
import { isGap } from '../model/candle';
import { Bench, FIRST, live, snapshot, time } from './feed-bench';

describe('a feed', () => {
  test('shows the newest page, and older ones until nothing older is stored', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    expect(bench.shown()).toEqual([8500, 13_499, 5000]);
    await bench.feed.loadOlder();
    expect(bench.shown()).toEqual([3500, 13_499, 10_000]);
    await bench.feed.loadOlder();
    expect(bench.shown()).toEqual([1000, 13_499, 12_500]);
    expect(bench.feed.store.hasOldest()).toBe(true);
    await bench.feed.loadOlder();
    expect(bench.server.asked).toHaveLength(3);
  });

  test('asks for one older page at a time', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    await Promise.all([bench.feed.loadOlder(), bench.feed.loadOlder(), bench.feed.loadOlder()]);
    expect(bench.shown()).toEqual([3500, 13_499, 10_000]);
    expect(bench.server.asked).toHaveLength(2);
  });

  test('takes what came live while the first page was on its way', async () => {
    const bench = new Bench();
    const started = bench.feed.setColumns([]);
    bench.listener(live(13_500));
    bench.listener(live(13_501, { isFinal: false }));
    await started;
    expect(bench.shown()).toEqual([8500, 13_501, 5002]);
  });

  test('loads nothing again when the first snapshot brings what it has', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.listener(snapshot([13_498, 13_499], false));
    await bench.settled();
    expect(bench.server.asked).toHaveLength(1);
  });

  test('loads what lies between when a snapshot is further on', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.server.last = 13_700;
    bench.listener(snapshot([13_699, 13_700], false));
    await bench.settled();
    expect(bench.shown()).toEqual([8500, 13_700, 5201]);
    expect(bench.server.asked.at(-1)?.get('from')).toBe(time(13_499));
  });

  test('loads all that it shows after a loss, since anything may have been corrected', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.server.revision = 2;
    expect(bench.losses).toBe(0);
    bench.listener(snapshot([13_499], true));
    await bench.settled();
    expect(bench.losses).toBe(1);
    expect(bench.server.asked.at(-1)?.get('from')).toBe(time(8500));
    expect(bench.feed.store.all().every((item) => !isGap(item) && item.revision === 2)).toBe(true);
  });

  test('loads the values of further columns for what it shows', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    await bench.feed.setColumns(['rsi_14']);
    expect(bench.feed.store.all().every((item) => !isGap(item) && item.values['rsi_14'] === 50)).toBe(true);
    await bench.feed.setColumns([]);
    expect(bench.server.asked).toHaveLength(2);
  });

  test('loads values of the newest candles first, which are in view', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    await bench.feed.loadOlder();
    await bench.feed.loadOlder();
    await bench.feed.setColumns(['rsi_14']);
    expect(bench.server.asked.slice(3).map((query) => query.get('before'))).toEqual([null, time(FIRST + 2500)]);
    expect(bench.feed.store.all().every((item) => !isGap(item) && item.values['rsi_14'] === 50)).toBe(true);
    expect(bench.shown()).toEqual([FIRST, FIRST + 12_499, 12_500]);
  });

  test('loads the values of columns that were asked for while the first page was on its way', async () => {
    const bench = new Bench();
    const started = bench.feed.setColumns([]);
    await bench.feed.setColumns(['rsi_14']);
    await started;
    expect(bench.feed.store.all().every((item) => !isGap(item) && item.values['rsi_14'] === 50)).toBe(true);
  });

  test('says what went wrong, and that it is over', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.server.fails = true;
    await bench.feed.loadOlder();
    expect(bench.problems.at(-1)?.title).toBe('The server cannot be reached');
    bench.server.fails = false;
    await bench.feed.loadOlder();
    expect(bench.problems.at(-1)).toBeUndefined();
    expect(bench.shown()).toEqual([3500, 13_499, 10_000]);
  });
});

test('columns that are chosen while an older page is on its way have their values in it', async () => {
  const bench = new Bench();
  await bench.feed.setColumns([]);
  const older = bench.feed.loadOlder();
  await bench.feed.setColumns(['rsi_14']);
  await older;
  expect(bench.shown()).toEqual([3500, 13_499, 10_000]);
  expect(bench.feed.store.all().every((item) => !isGap(item) && item.values['rsi_14'] === 50)).toBe(true);
});
