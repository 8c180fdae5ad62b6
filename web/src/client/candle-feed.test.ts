import { describe, expect, test } from 'vitest';
import { isGap } from '../model/candle';
import type { Signal } from '../model/signal';
import { CandleFeed } from './candle-feed';
import { Http } from './http';
import type { LiveEvent } from './live-events';
import type { LiveListener } from './live-channel';
import type { LiveSocket } from './live-socket';
import type { Problem } from './problem';

const HOUR = 3600;
const FIRST = 1000;

/** A server with hours FIRST to `last` stored, which answers as /api/v1/candles does. */
class Server {
  last = FIRST + 12_499;
  revision = 1;
  fails = false;
  readonly asked: URLSearchParams[] = [];

  readonly http = new Http('', (input) => {
    const query = new URL(input as string, 'http://test').searchParams;
    this.asked.push(query);
    if (this.fails) return Promise.reject(new TypeError('no network'));
    return Promise.resolve(new Response(JSON.stringify(this.answer(query))));
  });

  private answer(query: URLSearchParams): object {
    const all = Array.from({ length: this.last - FIRST + 1 }, (_, index) => FIRST + index);
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
      symbol: 'S', timeframe: '1h', next: hasMore ? next : null, coverage: null,
      columns: {
        open_time: page.map((open) => open * HOUR), close_time: page.map((open) => (open + 1) * HOUR), open: same(1), high: same(2), low: same(1), close: same(2), volume: same(3),
        bar_count: same(12), expected_bar_count: same(12), is_complete: same(true), revision: same(this.revision), indicator_revision: same(1),
        indicators: Object.fromEntries(names.map((name) => [name, same(50)])),
      },
    };
  }
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
  readonly feed = new CandleFeed(this.server.http, this.socket, { symbol: 'S', timeframe: '1h' }, {
    changed: () => undefined,
    signalled: (signals) => this.signals.push(...signals),
    failed: (problem) => this.problems.push(problem),
  });

  /** First and last hour, and how many; a hole or a duplicate would make the count differ. */
  shown(): [first: number, last: number, count: number] {
    const hours = this.feed.store.all().map((item) => item.openTime / 1000 / HOUR);
    return [hours[0] ?? NaN, hours.at(-1) ?? NaN, new Set(hours).size];
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
