/** Where a channel stands: the server's stream and its last number that was taken. */
export interface Position {
  readonly stream: string;
  readonly seq: number;
}

export type Verdict = 'take' | 'drop' | 'hole';

/**
 * The sequence numbers of one channel. What is counted is taken only in the very order of its numbers;
 * forming candles carry the number that stands and do not count.
 */
export class Sequence {
  private position: Position | undefined;

  /** To resume from after a reconnect. */
  last(): Position | undefined {
    return this.position;
  }

  /** A snapshot, or the server's word that all has been sent again, sets the position. */
  set(position: Position): void {
    this.position = position;
  }

  judge(stream: string, seq: number, counts: boolean): Verdict {
    if (this.position?.stream !== stream) {
      return 'hole';
    }
    const expected = counts ? this.position.seq + 1 : this.position.seq;
    if (seq > expected) {
      return 'hole';
    }
    if (counts && seq < expected) {
      return 'drop';
    }
    this.position = { stream, seq: Math.max(seq, this.position.seq) };
    return 'take';
  }
}
