import { describe, expect, test } from 'vitest';
import { isGap } from '../model/candle';
import type { Signal } from '../model/signal';
import { CandleFeed } from './candle-feed';
import { Http } from './http';
import type { LiveEvent } from './live-events';
import type { LiveListener } from './live-channel';
import type { LiveSocket } from './live-socket';
import type { Problem } from './problem';
import type { Timers } from './retries';

const HOUR = 3600;
const FIRST = 1000;

/** A server with hours FIRST to `last` stored, which answers as /api/v1/candles does. */
class Server {
  /** Before FIRST: nothing is stored. */
  last = FIRST + 12_499;
  /** Hours that the calendar has and that are not stored. */
  missing: readonly number[] = [];
  revision = 1;
  fails = false;
  refuses = false;
  readonly asked: URLSearchParams[] = [];

  readonly http = new Http('', (input) => {
    const query = new URL(input as string, 'http://test').searchParams;
    this.asked.push(query);
    if (this.refuses) return Promise.resolve(new Response('{"title":"Wrong"}', { status: 400 }));
    if (this.fails) return Promise.reject(new TypeError('no network'));
    return Promise.resolve(new Response(JSON.stringify(this.answer(query))));
  });

  private answer(query: URLSearchParams): object {
    const all = Array.from({ length: this.last - FIRST + 1 }, (_, index) => FIRST + index).filter((open) => !this.missing.includes(open));
    const hour = (name: string) => Date.parse(query.get(name) ?? '') / 1000 / HOUR;
    const limit = Number(query.get('limit'));
    const isRange = query.has('from');
    const found = all.filter((open) => (isRange ? open >= hour('from') : !query.has('before') || open < hour('before')));
    const page = isRange ? found.slice(0, limit) : found.slice(-limit);
    const hasMore = page.length < found.length;
    const same = (value: unknown) => page.map(() => value);
    const names = (query.get('indicators') ?? '').split(',').filter((name) => name !== '');
    const next = isRange ? { from: time((page.at(-1) ?? 0) + 1) } : { before: time(page[0] ?? 0) };
    return {
      symbol: 'S', timeframe: '1h', next: hasMore ? next : null, coverage: { ranges: this.missing.map(missingRange) },
      columns: {
        open_time: page.map((open) => open * HOUR), close_time: page.map((open) => (open + 1) * HOUR), open: same(1), high: same(2), low: same(1), close: same(2), volume: same(3),
        bar_count: same(12), expected_bar_count: same(12), is_complete: same(true), revision: same(this.revision), indicator_revision: same(1),
        indicators: Object.fromEntries(names.map((name) => [name, same(50)])),
      },
    };
  }
}

function missingRange(hour: number): object {
  return { state: 'missing', from: time(hour), to: time(hour + 1), candles: 1 };
}

function time(hour: number): string {
  return new Date(hour * HOUR * 1000).toISOString();
}

class Bench {
  readonly server = new Server();
  readonly problems: (Problem | undefined)[] = [];
  readonly signals: Signal[] = [];
  listener: LiveListener = () => undefined;
  readonly socket = { subscribe: (_: string, listener: LiveListener) => ((this.listener = listener), () => undefined) } as unknown as LiveSocket;
  /** What waits for its time, with the milliseconds. */
  readonly waiting: { readonly task: () => void; readonly millis: number }[] = [];
  private readonly timers: Timers = { later: (task, millis) => (this.waiting.push({ task, millis }), () => undefined), random: () => 1 };
  readonly feed = new CandleFeed({ http: this.server.http, socket: this.socket }, { symbol: 'S', timeframe: '1h' }, {
    changed: () => undefined,
    signalled: (signals) => this.signals.push(...signals),
    failed: (problem) => this.problems.push(problem),
  }, this.timers);

  /** First and last hour, and how many; a hole or a duplicate would make the count differ. */
  shown(): [first: number, last: number, count: number] {
    const hours = this.feed.store.all().map((item) => item.openTime / 1000 / HOUR);
    return [hours[0] ?? NaN, hours.at(-1) ?? NaN, new Set(hours).size];
  }

  /** Hours that stand as gaps. */
  gaps(): number[] {
    return this.feed.store.all().filter(isGap).map((gap) => gap.openTime / 1000 / HOUR);
  }

  /** The next of what waits; how long it would have waited. */
  async elapse(): Promise<number | undefined> {
    const next = this.waiting.shift();
    next?.task();
    await this.settled();
    return next?.millis;
  }

  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function live(hour: number, change: { isFinal?: boolean; revision?: number; close?: number } = {}): Extract<LiveEvent, { kind: 'candle' }> {
  const candle = {
    openTime: hour * HOUR * 1000, closeTime: (hour + 1) * HOUR * 1000, open: 1, high: 2, low: 1, close: 2, volume: 3,
    isFinal: true, revision: 1, indicatorRevision: 1, barCount: 12, expectedBarCount: 12, values: {}, ...change,
  };
  return { kind: 'candle', series: { symbol: 'S', timeframe: '1h', candle } };
}

function snapshot(hours: readonly number[], followsLoss: boolean): LiveEvent {
  return { kind: 'snapshot', followsLoss, candles: hours.map((hour) => live(hour).series), forming: [], signals: [] };
}

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
    bench.listener(snapshot([13_499], true));
    await bench.settled();
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

test('columns that are chosen while an older page is on its way have their values in it', async () => {
  const bench = new Bench();
  await bench.feed.setColumns([]);
  const older = bench.feed.loadOlder();
  await bench.feed.setColumns(['rsi_14']);
  await older;
  expect(bench.shown()).toEqual([3500, 13_499, 10_000]);
  expect(bench.feed.store.all().every((item) => !isGap(item) && item.values['rsi_14'] === 50)).toBe(true);
});
