import { describe, expect, test } from 'vitest';
import { Bench, FIRST, live, time } from './feed-bench';

describe('a live candle that does not follow what is here', () => {
  test('brings what a backfill stored meanwhile, and a gap where nothing is', async () => {
    const bench = new Bench();
    bench.server.last = FIRST + 99;
    await bench.feed.setColumns([]);
    expect(bench.shown()).toEqual([1000, 1099, 100]);
    bench.server.last = FIRST + 500;
    bench.server.missing = [FIRST + 300];
    bench.listener(live(FIRST + 500));
    await bench.settled();
    expect(bench.server.asked.at(-1)?.get('from')).toBe(time(1099));
    expect(bench.shown()).toEqual([1000, 1500, 501]);
    expect(bench.gaps()).toEqual([1300]);
  });

  test('brings the newest page where nothing was, and what is older is asked for then', async () => {
    const bench = new Bench();
    bench.server.last = FIRST - 1;
    await bench.feed.setColumns([]);
    expect(bench.feed.store.hasOldest()).toBe(true);
    bench.server.last = FIRST + 7000;
    bench.listener(live(FIRST + 7001));
    await bench.settled();
    expect(bench.shown()).toEqual([3001, 8001, 5001]);
    expect(bench.feed.store.hasOldest()).toBe(false);
    await bench.feed.loadOlder();
    expect(bench.shown()).toEqual([1000, 8001, 7002]);
  });

  test('begins anew where more lies between than a page', async () => {
    const bench = new Bench();
    bench.server.last = FIRST + 99;
    await bench.feed.setColumns([]);
    bench.server.last = FIRST + 12_000;
    bench.listener(live(FIRST + 12_000));
    await bench.settled();
    expect(bench.shown()).toEqual([8001, 13_000, 5000]);
    expect(bench.server.asked).toHaveLength(2);
  });

  test('shows a gap that opens live, also where the candle itself is not stored yet', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.server.missing = [13_500];
    bench.listener(live(13_501));
    await bench.settled();
    expect(bench.gaps()).toEqual([13_500]);
    expect(bench.shown()).toEqual([8500, 13_501, 5002]);
  });

  test('asks once while it forms, and not where only the candle before is not final yet', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.listener(live(13_501, { isFinal: false }));
    await bench.settled();
    expect(bench.server.asked).toHaveLength(1);
    bench.listener(live(13_510, { isFinal: false }));
    bench.listener(live(13_510, { isFinal: false, close: 3 }));
    await bench.settled();
    expect(bench.server.asked).toHaveLength(2);
  });

  test('is not forgotten when what lies between cannot be loaded at once', async () => {
    const bench = new Bench();
    await bench.feed.setColumns([]);
    bench.server.fails = true;
    bench.listener(live(13_600));
    await bench.settled();
    bench.listener(live(13_601));
    bench.server.last = 13_601;
    bench.server.fails = false;
    expect(await bench.elapse()).toBe(1000);
    expect(bench.shown()).toEqual([8500, 13_601, 5102]);
  });
});

describe('what cannot be loaded', () => {
  test('is the first page: it is tried again after waits that double', async () => {
    const bench = new Bench();
    bench.server.fails = true;
    await bench.feed.setColumns([]);
    bench.listener(live(13_500));
    expect(await bench.elapse()).toBe(1000);
    expect(bench.problems.at(-1)?.title).toBe('The server cannot be reached');
    bench.server.fails = false;
    expect(await bench.elapse()).toBe(2000);
    expect(bench.problems.at(-1)).toBeUndefined();
    expect(bench.shown()).toEqual([8500, 13_500, 5001]);
  });

  test('is tried at once when somebody asks for it', async () => {
    const bench = new Bench();
    bench.server.fails = true;
    await bench.feed.setColumns([]);
    bench.server.fails = false;
    bench.feed.retry();
    await bench.settled();
    expect(bench.shown()).toEqual([8500, 13_499, 5000]);
  });

  test('waits for somebody where the server says that the question is wrong', async () => {
    const bench = new Bench();
    bench.server.refuses = true;
    await bench.feed.setColumns([]);
    expect(bench.problems.at(-1)?.status).toBe(400);
    expect(bench.waiting).toEqual([]);
  });
});
