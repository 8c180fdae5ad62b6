import { describe, expect, test } from 'vitest';
import type { LiveEvent } from './live-events';
import { LiveSocket, SILENCE_MILLIS, type Connection, type SocketLike } from './live-socket';

const CHANNEL = 'market|XNAS:AAPL|1h';

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: unknown[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
  }

  receive(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** A socket whose connections, clock and chance the test holds. */
class Bench {
  readonly sockets: FakeSocket[] = [];
  readonly states: Connection[] = [];
  private now = 0;
  private tasks: { at: number; run: () => void }[] = [];
  readonly live = new LiveSocket({
    connect: () => {
      const socket = new FakeSocket();
      this.sockets.push(socket);
      return socket;
    },
    later: (run, millis) => {
      const task = { at: this.now + millis, run };
      this.tasks.push(task);
      return () => (this.tasks = this.tasks.filter((other) => other !== task));
    },
    random: () => 1,
  });

  constructor() {
    this.live.watch((state) => this.states.push(state));
  }

  socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('expected a connection, found none');
    return socket;
  }

  open(): void {
    this.live.start();
    this.socket().onopen?.();
  }

  pass(millis: number): void {
    this.now += millis;
    const due = this.tasks.filter((task) => task.at <= this.now);
    this.tasks = this.tasks.filter((task) => task.at > this.now);
    due.forEach((task) => task.run());
  }
}

const head = (seq: number) => ({ channel: CHANNEL, stream: 'k3f9', seq });
const snapshot = (seq: number, reason = 'subscribed') => ({ type: 'snapshot', ...head(seq), reason, candles: [], forming: [], signals: [] });

function update(seq: number, hour: number, isFinal = true): object {
  const open_time = `2025-07-02T${String(hour).padStart(2, '0')}:00:00Z`;
  const close_time = `2025-07-02T${String(hour + 1).padStart(2, '0')}:00:00Z`;
  const candle = {
    symbol: 'XNAS:AAPL', timeframe: '1h', open_time, close_time, open: 1, high: 2, low: 1, close: 2, volume: 3, bar_count: 12, expected_bar_count: 12,
    ...(isFinal ? { revision: 1, indicator_revision: 1 } : {}),
  };
  return { type: 'market-data-update', ...head(seq), is_final: isFinal, candle };
}

/** `14` for a final candle that opens at 14:00, `14~` while it forms. */
function hoursOf(events: readonly LiveEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind !== 'candle') return [];
    const { openTime, isFinal } = event.series.candle;
    return [`${new Date(openTime).getUTCHours()}${isFinal ? '' : '~'}`];
  });
}

function listening(bench: Bench): LiveEvent[] {
  const events: LiveEvent[] = [];
  bench.live.subscribe(CHANNEL, (event) => events.push(event));
  return events;
}

describe('a subscription', () => {
  test('is sent when the connection opens, and events come in order', () => {
    const bench = new Bench();
    const events = listening(bench);
    bench.open();
    expect(bench.socket().sent).toEqual([{ op: 'subscribe', channels: [{ channel: CHANNEL }] }]);
    bench.socket().receive(snapshot(41));
    bench.socket().receive(update(42, 14));
    bench.socket().receive(update(42, 15, false));
    bench.socket().receive(update(43, 15));
    expect(hoursOf(events)).toEqual(['14', '15~', '15']);
  });

  test('ends with its last listener', () => {
    const bench = new Bench();
    bench.open();
    const first = bench.live.subscribe(CHANNEL, () => undefined);
    const second = bench.live.subscribe(CHANNEL, () => undefined);
    first();
    expect(bench.socket().sent).toHaveLength(1);
    second();
    expect(bench.socket().sent.at(-1)).toEqual({ op: 'unsubscribe', channels: [CHANNEL] });
  });

  test('gives a listener who comes later what forms', () => {
    const bench = new Bench();
    listening(bench);
    bench.open();
    bench.socket().receive(snapshot(41));
    bench.socket().receive(update(41, 14, false));
    const events = listening(bench);
    expect(events).toMatchObject([{ kind: 'snapshot', followsLoss: false, forming: [{ symbol: 'XNAS:AAPL', candle: { isFinal: false } }] }]);
  });

  test('ignores types that are not known, and counts them', () => {
    const bench = new Bench();
    const events = listening(bench);
    bench.open();
    bench.socket().receive(snapshot(41));
    bench.socket().receive({ type: 'order-status', ...head(42) });
    bench.socket().receive(update(43, 14));
    expect(hoursOf(events)).toEqual(['14']);
  });
});

describe('after a reconnect', () => {
  test('channels resume where they stood, without a hole and nothing twice', () => {
    const bench = new Bench();
    const events = listening(bench);
    bench.open();
    bench.socket().receive(snapshot(41));
    bench.socket().receive(update(42, 13));
    bench.socket().onclose?.({ code: 1006 });
    bench.pass(500);
    bench.socket().onopen?.();
    expect(bench.socket().sent).toEqual([{ op: 'subscribe', channels: [{ channel: CHANNEL, stream: 'k3f9', since: 42 }] }]);
    bench.socket().receive(update(42, 13));
    bench.socket().receive(update(43, 14));
    bench.socket().receive({ type: 'resumed', ...head(43), replayed: 1 });
    bench.socket().receive(update(44, 15));
    expect(hoursOf(events)).toEqual(['13', '14', '15']);
  });

  test('a snapshot tells that something was lost', () => {
    const bench = new Bench();
    const events = listening(bench);
    bench.open();
    bench.socket().receive(snapshot(41));
    bench.socket().receive({ ...snapshot(3, 'restarted'), stream: 'm7q2' });
    expect(events).toMatchObject([{ kind: 'snapshot', followsLoss: false }, { kind: 'snapshot', followsLoss: true }]);
    bench.socket().receive({ ...update(4, 14), stream: 'm7q2' });
    expect(hoursOf(events)).toEqual(['14']);
  });
});

test('missing numbers are asked for once, and later ones wait', () => {
  const bench = new Bench();
  const events = listening(bench);
  bench.open();
  bench.socket().receive(snapshot(41));
  bench.socket().receive(update(43, 15));
  bench.socket().receive(update(44, 16));
  expect(bench.socket().sent.slice(1)).toEqual([{ op: 'subscribe', channels: [{ channel: CHANNEL, stream: 'k3f9', since: 41 }] }]);
  expect(hoursOf(events)).toEqual([]);
  [update(42, 14), update(43, 15), update(44, 16)].forEach((message) => bench.socket().receive(message));
  bench.socket().receive({ type: 'resumed', ...head(44), replayed: 3 });
  expect(hoursOf(events)).toEqual(['14', '15', '16']);
});

describe('a subscription that the server cannot answer', () => {
  const unavailable = { type: 'error', code: 'unavailable', detail: 'Postgres does not answer', channel: CHANNEL };
  const subscribe = { op: 'subscribe', channels: [{ channel: CHANNEL }] };

  test('is sent again after waits that double, until the snapshot comes', () => {
    const bench = new Bench();
    const events = listening(bench);
    bench.open();
    for (const wait of [500, 1000, 2000]) {
      bench.socket().receive(unavailable);
      const before = bench.socket().sent.length;
      bench.pass(wait - 1);
      expect(bench.socket().sent).toHaveLength(before);
      bench.pass(1);
      expect(bench.socket().sent.slice(before)).toEqual([subscribe]);
    }
    bench.socket().receive(snapshot(41));
    bench.pass(30_000);
    expect(bench.socket().sent).toHaveLength(4);
    expect(events).toMatchObject([{ kind: 'snapshot' }]);
  });

  test('is not, when nobody listens any more or the connection is a new one', () => {
    const bench = new Bench();
    const leave = bench.live.subscribe(CHANNEL, () => undefined);
    bench.open();
    bench.socket().receive(unavailable);
    leave();
    bench.pass(500);
    expect(bench.socket().sent).toEqual([subscribe, { op: 'unsubscribe', channels: [CHANNEL] }]);
    listening(bench);
    bench.socket().receive(unavailable);
    bench.socket().onclose?.({ code: 1006 });
    bench.pass(500);
    bench.socket().onopen?.();
    bench.pass(30_000);
    expect(bench.socket().sent).toEqual([subscribe]);
  });

  test('for any other reason is not sent again', () => {
    const bench = new Bench();
    listening(bench);
    bench.open();
    bench.socket().receive({ ...unavailable, code: 'bad-request' });
    bench.pass(30_000);
    expect(bench.socket().sent).toEqual([subscribe]);
  });
});

describe('a connection', () => {
  test('without a word for 40 s is dead; a heartbeat keeps it alive', () => {
    const bench = new Bench();
    bench.open();
    bench.pass(SILENCE_MILLIS - 1);
    bench.socket().receive({ type: 'heartbeat', time: '2025-07-02T14:30:15Z' });
    bench.pass(SILENCE_MILLIS - 1);
    expect(bench.states.at(-1)).toBe('live');
    bench.pass(1);
    expect(bench.states.at(-1)).toBe('offline');
    expect(bench.socket().isClosed).toBe(true);
  });

  test('is tried again after waits that double, and the wait begins anew after the first word', () => {
    const bench = new Bench();
    bench.live.start();
    for (const wait of [500, 1000, 2000]) {
      const before = bench.sockets.length;
      bench.socket().onclose?.({ code: 1006 });
      bench.pass(wait - 1);
      expect(bench.sockets).toHaveLength(before);
      bench.pass(1);
      expect(bench.sockets).toHaveLength(before + 1);
    }
    bench.socket().onopen?.();
    bench.socket().receive({ type: 'heartbeat', time: '2025-07-02T14:30:15Z' });
    bench.socket().onclose?.({ code: 1001 });
    bench.pass(500);
    expect(bench.sockets).toHaveLength(5);
  });

  test('that is refused is not tried again', () => {
    const bench = new Bench();
    bench.live.start();
    bench.socket().onclose?.({ code: 1008 });
    bench.pass(100_000);
    expect(bench.sockets).toHaveLength(1);
    expect(bench.states).toEqual(['offline', 'connecting', 'refused']);
  });
});
