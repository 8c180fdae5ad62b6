import type { Candle } from '../model/candle';
import { CandleStore, type Change } from '../model/candle-store';
import type { Signal } from '../model/signal';
import { nominalMillis, type Timeframe } from '../model/timeframe';
import { fetchCandles, type CandleAnswer } from './candles';
import type { Http } from './http';
import type { LiveEvent, Snapshot } from './live-events';
import type { LiveSocket } from './live-socket';
import type { Problem } from './problem';
import { BROWSER_TIMERS, Retries, type Timers } from './retries';

export interface FeedListener {
  readonly changed: (change: Change) => void;
  readonly signalled: (signals: readonly Signal[]) => void;
  /** Signals may have come or changed unheard: a snapshot has only the newest. */
  readonly signalsLost: () => void;
  /** Nothing: the last trouble is over. */
  readonly failed: (problem: Problem | undefined) => void;
}

/** Who is asked. */
export interface Server {
  readonly http: Http;
  readonly socket: LiveSocket;
}

const PAGE = 5000;
/** The server's largest page, for what is loaded again. */
const LARGE_PAGE = 10_000;
/** Instead of an open time: from the newest page on, as at first. */
const ANEW = -Infinity;

/**
 * The candles of one symbol and timeframe, live: it subscribes first and loads then, so that nothing is missed
 * between the two, and loads what lies between after a snapshot, or where a live candle does not follow what is here.
 * What cannot be loaded is tried again.
 */
export class CandleFeed {
  readonly store = new CandleStore();
  private readonly aborter = new AbortController();
  private readonly retries: Retries;
  private unsubscribe: (() => void) | undefined;
  private waiting: LiveEvent[] | undefined = [];
  private loadingOlder = false;
  private columns: readonly string[] | undefined;
  /** Candles from this open time on are to be loaded again. */
  private staleFrom: number | undefined;
  private loadingStale = false;
  /** The candle that made it load again, so that its updates do not. */
  private leapt = '';

  constructor(
    private readonly server: Server,
    private readonly series: { readonly symbol: string; readonly timeframe: Timeframe },
    private readonly listener: FeedListener,
    timers: Timers = BROWSER_TIMERS,
  ) {
    this.retries = new Retries(timers, listener.failed);
  }

  /** Which values are loaded with the candles. The first call begins; a later one loads the values of what is there. */
  async setColumns(columns: readonly string[]): Promise<void> {
    const known = this.columns;
    this.columns = columns;
    if (known === undefined) {
      await this.start();
    } else if (this.store.oldestOpenTime() !== undefined && columns.some((column) => !known.includes(column))) {
      await this.retries.run('values', () => this.loadValues());
    }
  }

  private async start(): Promise<void> {
    const channel = `market|${this.series.symbol}|${this.series.timeframe}`;
    this.unsubscribe = this.server.socket.subscribe(channel, (event) => this.take(event));
    await this.retries.run('first', async () => {
      this.listener.changed(this.store.reset(await this.fetch({ limit: PAGE })));
      const waiting = this.waiting ?? [];
      this.waiting = undefined;
      waiting.forEach((event) => this.take(event));
    });
  }

  stop(): void {
    this.unsubscribe?.();
    this.retries.stop();
    this.aborter.abort();
  }

  /** What could not be loaded, at once. */
  retry(): void {
    this.retries.now();
  }

  /** Stitches an older page; does nothing while one is on its way, or at the beginning of what is stored. */
  async loadOlder(): Promise<void> {
    if (!this.loadingOlder) {
      await this.retries.run('older', () => this.loadOlderPage());
    }
  }

  private async loadOlderPage(): Promise<void> {
    const before = this.store.oldestOpenTime();
    if (before === undefined || this.store.hasOldest()) {
      return;
    }
    this.loadingOlder = true;
    try {
      this.listener.changed(this.store.prepend(await this.fetch({ limit: PAGE, before }), before));
    } finally {
      this.loadingOlder = false;
    }
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
        if (event.followsLoss) this.listener.signalsLost();
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
    const from = this.missedFrom(candle);
    const name = `${candle.openTime} ${candle.isFinal ? 'final' : 'forming'}`;
    this.listener.changed(this.store.apply(candle));
    if (from !== undefined && this.leapt !== name) {
      this.leapt = name;
      this.loadAgain(from);
    }
  }

  /**
   * From where on candles may be stored that never came live, as those of a backfill; nothing where the candle
   * follows the newest final one. What lies between is then loaded, or a gap. One that forms may stand a
   * candle further on, since the one before it is final only a little later.
   */
  private missedFrom(candle: Candle): number | undefined {
    const last = this.store.lastFinal();
    const length = nominalMillis(this.series.timeframe);
    if (last === undefined || candle.openTime > last.closeTime + PAGE * length) {
      return ANEW;
    }
    return candle.openTime > last.closeTime + (candle.isFinal ? 0 : length) ? last.openTime : undefined;
  }

  /** After a loss corrections may have been missed anywhere; else only what is newer than what is here. */
  private catchUp(snapshot: Snapshot): void {
    const candles = snapshot.candles.map((series) => series.candle);
    const isKnown = candles.every((candle) => {
      const known = this.store.at(candle.openTime);
      return known !== undefined && 'revision' in known && known.revision >= candle.revision;
    });
    if (snapshot.followsLoss || !isKnown) {
      const last = this.store.lastFinal();
      const from = snapshot.followsLoss ? this.store.oldestOpenTime() : last?.openTime;
      this.loadAgain(last === undefined || from === undefined ? ANEW : from);
    }
  }

  private loadAgain(from: number): void {
    this.staleFrom = Math.min(from, this.staleFrom ?? Infinity);
    if (!this.loadingStale) {
      void this.retries.run('again', () => this.loadStale());
    }
  }

  private async loadStale(): Promise<void> {
    this.loadingStale = true;
    let from: number | undefined;
    try {
      while ((from = this.staleFrom) !== undefined) {
        this.staleFrom = undefined;
        await (from === ANEW ? this.beginAnew() : this.loadFrom(from));
      }
    } finally {
      this.loadingStale = false;
      if (from !== undefined) this.staleFrom = Math.min(from, this.staleFrom ?? Infinity);
    }
  }

  private async beginAnew(): Promise<void> {
    this.listener.changed(this.store.reset(await this.fetch({ limit: PAGE })));
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
  private async loadValues(): Promise<void> {
    const oldest = this.store.oldestOpenTime() ?? Infinity;
    const limit = Math.min(LARGE_PAGE, this.store.all().length);
    let before: number | undefined;
    do {
      const page: CandleAnswer = await this.fetch({ limit, ...(before === undefined ? {} : { before }) });
      this.listener.changed(this.store.extend(page));
      before = page.isOldest ? undefined : page.candles[0]?.openTime;
    } while (before !== undefined && before > oldest);
  }

  /** A page with the values of all columns that are chosen when it comes, also where that changed on its way. */
  private async fetch(range: { limit: number; before?: number; from?: number }): Promise<CandleAnswer> {
    for (;;) {
      const columns = this.columns ?? [];
      const page = await fetchCandles(this.server.http, { ...this.series, columns, ...range }, this.aborter.signal);
      if (this.columns?.every((column) => columns.includes(column)) ?? true) {
        return page;
      }
    }
  }
}
