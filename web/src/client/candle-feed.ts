import type { Candle } from '../model/candle';
import { CandleStore, type Change } from '../model/candle-store';
import type { Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { fetchCandles, type CandleAnswer } from './candles';
import type { Http } from './http';
import type { LiveEvent, Snapshot } from './live-events';
import type { LiveSocket } from './live-socket';
import { Problem } from './problem';

export interface FeedListener {
  readonly changed: (change: Change) => void;
  readonly signalled: (signals: readonly Signal[]) => void;
  /** Nothing: the last trouble is over. */
  readonly failed: (problem: Problem | undefined) => void;
}

const PAGE = 5000;
/** The server's largest page, for what is loaded again. */
const LARGE_PAGE = 10_000;

/**
 * The candles of one symbol and timeframe, live: it subscribes first and loads then, so that nothing is missed
 * between the two, and loads what lies between after a snapshot.
 */
export class CandleFeed {
  readonly store = new CandleStore();
  private readonly aborter = new AbortController();
  private unsubscribe: (() => void) | undefined;
  private waiting: LiveEvent[] | undefined = [];
  private loadingOlder = false;
  private columns: readonly string[] | undefined;

  constructor(
    private readonly http: Http,
    private readonly socket: LiveSocket,
    private readonly series: { readonly symbol: string; readonly timeframe: Timeframe },
    private readonly listener: FeedListener,
  ) {}

  /** Which values are loaded with the candles. The first call begins; a later one loads the values of what is there. */
  async setColumns(columns: readonly string[]): Promise<void> {
    const known = this.columns;
    this.columns = columns;
    const from = this.store.oldestOpenTime();
    if (known === undefined) {
      await this.start();
    } else if (from !== undefined && columns.some((column) => !known.includes(column))) {
      await this.guarded(() => this.loadValues(from));
    }
  }

  private async start(): Promise<void> {
    const channel = `market|${this.series.symbol}|${this.series.timeframe}`;
    this.unsubscribe = this.socket.subscribe(channel, (event) => this.take(event));
    await this.guarded(async () => {
      const asked = this.columns;
      this.listener.changed(this.store.reset(await this.fetch({ limit: PAGE })));
      const waiting = this.waiting ?? [];
      this.waiting = undefined;
      waiting.forEach((event) => this.take(event));
      const oldest = this.store.oldestOpenTime();
      if (asked !== this.columns && oldest !== undefined) await this.loadValues(oldest);
    });
  }

  stop(): void {
    this.unsubscribe?.();
    this.aborter.abort();
  }

  /** Stitches an older page; does nothing while one is on its way, or at the beginning of what is stored. */
  async loadOlder(): Promise<void> {
    const before = this.store.oldestOpenTime();
    if (this.loadingOlder || before === undefined || this.store.hasOldest()) {
      return;
    }
    this.loadingOlder = true;
    await this.guarded(async () => this.listener.changed(this.store.prepend(await this.fetch({ limit: PAGE, before }), before)));
    this.loadingOlder = false;
  }

  private take(event: LiveEvent): void {
    if (this.waiting !== undefined) {
      this.waiting.push(event);
      return;
    }
    switch (event.kind) {
      case 'snapshot':
        event.forming.forEach((series) => this.apply(series.candle));
        this.listener.signalled(event.signals);
        this.catchUp(event);
        break;
      case 'candle':
        this.apply(event.series.candle);
        break;
      case 'indicators':
        this.listener.changed(this.store.applyValues(event.update));
        break;
      case 'signal':
        this.listener.signalled([event.signal]);
        break;
    }
  }

  private apply(candle: Candle): void {
    this.listener.changed(this.store.apply(candle));
  }

  /** After a loss corrections may have been missed anywhere; else only what is newer than what is here. */
  private catchUp(snapshot: Snapshot): void {
    const candles = snapshot.candles.map((series) => series.candle);
    const isKnown = candles.every((candle) => {
      const known = this.store.at(candle.openTime);
      return known !== undefined && 'revision' in known && known.revision >= candle.revision;
    });
    const oldest = this.store.oldestOpenTime();
    const from = snapshot.followsLoss ? oldest : (this.store.lastFinal()?.openTime ?? candles[0]?.openTime);
    if ((snapshot.followsLoss || !isKnown) && from !== undefined) {
      void this.guarded(() => this.loadFrom(from));
    }
  }

  private async loadFrom(from: number): Promise<void> {
    let next: number | undefined = from;
    while (next !== undefined) {
      const page: CandleAnswer = await this.fetch({ limit: LARGE_PAGE, from: next });
      this.listener.changed(this.store.extend(page));
      next = page.nextFrom;
    }
  }

  /** Of all candles that are here, the newest first: those are in view. */
  private async loadValues(oldest: number): Promise<void> {
    const limit = Math.min(LARGE_PAGE, this.store.all().length);
    let before: number | undefined;
    do {
      const page: CandleAnswer = await this.fetch({ limit, ...(before === undefined ? {} : { before }) });
      this.listener.changed(this.store.extend(page));
      before = page.isOldest ? undefined : page.candles[0]?.openTime;
    } while (before !== undefined && before > oldest);
  }

  private fetch(range: { limit: number; before?: number; from?: number }): Promise<CandleAnswer> {
    return fetchCandles(this.http, { ...this.series, columns: this.columns ?? [], ...range }, this.aborter.signal);
  }

  private async guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.listener.failed(undefined);
    } catch (thrown) {
      if (!this.aborter.signal.aborted) this.listener.failed(Problem.from(thrown));
    }
  }
}
