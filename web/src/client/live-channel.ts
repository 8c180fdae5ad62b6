import { Sequence, type Position } from '../model/sequence';
import { number, text, type Json } from './json';
import { readEvent, type LiveEvent, type SeriesCandle } from './live-events';

export type LiveListener = (event: LiveEvent) => void;

/** One channel of the WebSocket: who listens, where it stands, and what forms in it. */
export class LiveChannel {
  readonly listeners = new Set<LiveListener>();
  private readonly sequence = new Sequence();
  private readonly forming = new Map<string, SeriesCandle>();
  private isRecovering = false;

  constructor(readonly name: string) {}

  /** What a subscription says: after a reconnect, from where to go on. */
  subscription(): { channel: string } | ({ channel: string; since: number } & Pick<Position, 'stream'>) {
    const last = this.sequence.last();
    return last === undefined ? { channel: this.name } : { channel: this.name, stream: last.stream, since: last.seq };
  }

  /** A listener who comes later begins with what forms; it loads what is final itself. */
  join(listener: LiveListener): void {
    this.listeners.add(listener);
    if (this.sequence.last() !== undefined) {
      listener({ kind: 'snapshot', followsLoss: false, candles: [], forming: [...this.forming.values()], signals: [] });
    }
  }

  /** Takes a message. True when numbers are missing, and the subscription has to be sent again. */
  take(message: Json): boolean {
    const position = { stream: text(message['stream'], 'stream'), seq: number(message['seq'], 'seq') };
    if (message['type'] === 'snapshot' || message['type'] === 'resumed') {
      this.sequence.set(position);
      this.isRecovering = false;
    } else {
      const counts = !(message['type'] === 'market-data-update' && message['is_final'] === false);
      const verdict = this.sequence.judge(position.stream, position.seq, counts);
      if (verdict !== 'take') {
        return verdict === 'hole' && this.beginRecovery();
      }
    }
    const event = readEvent(message);
    if (event !== undefined) {
      this.remember(event);
      this.listeners.forEach((listener) => listener(event));
    }
    return false;
  }

  /** The connection is gone: a subscription follows with the next one. */
  disconnected(): void {
    this.isRecovering = false;
  }

  private beginRecovery(): boolean {
    const isFirst = !this.isRecovering;
    this.isRecovering = true;
    return isFirst;
  }

  private remember(event: LiveEvent): void {
    if (event.kind === 'snapshot') {
      this.forming.clear();
      event.forming.forEach((series) => this.forming.set(keyOf(series), series));
    } else if (event.kind === 'candle' && event.series.candle.isFinal) {
      const forming = this.forming.get(keyOf(event.series));
      if (forming !== undefined && forming.candle.openTime <= event.series.candle.openTime) {
        this.forming.delete(keyOf(event.series));
      }
    } else if (event.kind === 'candle') {
      this.forming.set(keyOf(event.series), event.series);
    }
  }
}

function keyOf(series: SeriesCandle): string {
  return `${series.symbol}|${series.timeframe}`;
}
