import type { WebSocket } from 'ws';
import type { Market } from './market';
import { liveCandle, liveSignal, type SignalRow } from './wire';

interface Channel {
  seq: number;
  log: { seq: number; message: Record<string, unknown> }[];
  forming: Map<string, object>;
}

/** `/ws/v1`: subscriptions, sequence numbers and replays, as docs/api.md says. */
export class Channels {
  stream = 'k3f9';
  private readonly channels = new Map<string, Channel>();
  private readonly clients = new Map<WebSocket, Set<string>>();

  constructor(
    private readonly market: Market,
    private readonly signals: readonly SignalRow[],
  ) {}

  /** Takes a new connection. */
  add(socket: WebSocket): void {
    this.clients.set(socket, new Set());
    socket.on('close', () => this.clients.delete(socket));
    socket.on('message', (data: Buffer) => this.received(socket, JSON.parse(data.toString()) as Record<string, unknown>));
  }

  dropConnections(): void {
    this.clients.forEach((_, socket) => socket.terminate());
  }

  endSessions(): void {
    this.clients.forEach((_, socket) => socket.close(1008));
  }

  /** A message to everybody who listens to one of the channels; counted ones are kept for those who resume. */
  publish(names: readonly string[], message: Record<string, unknown>, counts: boolean): void {
    for (const name of names) {
      const channel = this.channel(name);
      if (counts) channel.seq += 1;
      const sent = { ...message, channel: name, stream: this.stream, seq: channel.seq };
      if (counts) channel.log.push({ seq: channel.seq, message: sent });
      this.clients.forEach((subscriptions, socket) => {
        if (subscriptions.has(name)) socket.send(JSON.stringify(sent));
      });
    }
  }

  rememberForming(names: readonly string[], series: string, candle: object | undefined): void {
    for (const name of names) {
      if (candle === undefined) this.channel(name).forming.delete(series);
      else this.channel(name).forming.set(series, candle);
    }
  }

  private received(socket: WebSocket, message: Record<string, unknown>): void {
    const subscriptions = this.clients.get(socket);
    if (message['op'] === 'subscribe') {
      for (const wanted of message['channels'] as { channel: string; stream?: string; since?: number }[]) {
        subscriptions?.add(wanted.channel);
        this.welcome(socket, wanted);
      }
    } else if (message['op'] === 'unsubscribe') {
      (message['channels'] as string[]).forEach((name) => subscriptions?.delete(name));
    }
  }

  private welcome(socket: WebSocket, wanted: { channel: string; stream?: string; since?: number }): void {
    const channel = this.channel(wanted.channel);
    const head = { channel: wanted.channel, stream: this.stream, seq: channel.seq };
    if (wanted.stream === this.stream && wanted.since !== undefined) {
      const missed = channel.log.filter((entry) => entry.seq > (wanted.since ?? 0));
      missed.forEach((entry) => socket.send(JSON.stringify(entry.message)));
      socket.send(JSON.stringify({ type: 'resumed', ...head, replayed: missed.length }));
      return;
    }
    const reason = wanted.stream === undefined ? 'subscribed' : 'restarted';
    socket.send(JSON.stringify({ type: 'snapshot', ...head, reason, ...this.snapshot(wanted.channel, channel) }));
  }

  private snapshot(name: string, channel: Channel): object {
    const [kind, symbol = '', timeframe = ''] = name.split('|');
    const rows = kind === 'market' ? this.market.of(symbol, timeframe).rows.slice(-64) : [];
    const signals = this.signals.filter((row) => kind === 'signals' || (row.symbol === symbol && row.timeframe === timeframe));
    return {
      candles: rows.map((row) => liveCandle(symbol, timeframe, row, true)),
      forming: [...channel.forming.values()],
      signals: signals.slice(-50).map(liveSignal),
    };
  }

  private channel(name: string): Channel {
    let channel = this.channels.get(name);
    if (channel === undefined) {
      channel = { seq: 40, log: [], forming: new Map() };
      this.channels.set(name, channel);
    }
    return channel;
  }
}
