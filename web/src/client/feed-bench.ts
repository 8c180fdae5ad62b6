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
/** The first hour that is stored. */
export const FIRST = 1000;

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

/** As the API is asked for an hour. */
export function time(hour: number): string {
  return new Date(hour * HOUR * 1000).toISOString();
}

/** A feed over a server, a socket and timers that the test holds. */
export class Bench {
  readonly server = new Server();
  readonly problems: (Problem | undefined)[] = [];
  readonly signals: Signal[] = [];
  /** How often signals may have been missed. */
  losses = 0;
  listener: LiveListener = () => undefined;
  readonly socket = { subscribe: (_: string, listener: LiveListener) => ((this.listener = listener), () => undefined) } as unknown as LiveSocket;
  /** What waits for its time, with the milliseconds. */
  readonly waiting: { readonly task: () => void; readonly millis: number }[] = [];
  private readonly timers: Timers = { later: (task, millis) => (this.waiting.push({ task, millis }), () => undefined), random: () => 1 };
  readonly feed = new CandleFeed({ http: this.server.http, socket: this.socket }, { symbol: 'S', timeframe: '1h' }, {
    changed: () => undefined,
    signalled: (signals) => this.signals.push(...signals),
    signalsLost: () => (this.losses += 1),
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

/** An hour as the WebSocket brings it. */
export function live(hour: number, change: { isFinal?: boolean; revision?: number; close?: number } = {}): Extract<LiveEvent, { kind: 'candle' }> {
  const candle = {
    openTime: hour * HOUR * 1000, closeTime: (hour + 1) * HOUR * 1000, open: 1, high: 2, low: 1, close: 2, volume: 3,
    isFinal: true, revision: 1, indicatorRevision: 1, barCount: 12, expectedBarCount: 12, values: {}, ...change,
  };
  return { kind: 'candle', series: { symbol: 'S', timeframe: '1h', candle } };
}

export function snapshot(hours: readonly number[], followsLoss: boolean): LiveEvent {
  return { kind: 'snapshot', followsLoss, candles: hours.map((hour) => live(hour).series), forming: [], signals: [] };
}
