import { ChartView, type ChartEvents, type DrawnIndicator } from '../chart/chart-view';
import type { Palette } from '../chart/palette';
import { CandleFeed } from '../client/candle-feed';
import type { Problem } from '../client/problem';
import { fetchAllSignals } from '../client/signals';
import { largerChange, type CandleStore, type Change } from '../model/candle-store';
import type { ChosenIndicator } from '../model/indicator';
import { isOf, merged, SignalStore, type Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import type { App } from './app-context';
import { Redraws } from './redraws';

export interface SessionEvents extends Omit<ChartEvents, 'older' | 'signalClicked'> {
  /** Candles came or changed. */
  readonly changed: () => void;
  readonly failed: (problem: Problem | undefined) => void;
  /** The signals that are drawn; `isCut`: older ones of these candles are not. */
  readonly signalsChanged: (signals: readonly Signal[], isCut: boolean) => void;
  readonly signalClicked: (signal: Signal) => void;
}

interface Series {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Whose signals are drawn; nothing means all setups'. */
  readonly setup?: string | undefined;
}

/** The server's largest page. */
const SIGNAL_PAGE = 1000;
/** Of one page of candles. */
const MOST_SIGNALS = 5000;

/** A live chart from its first question to the server until it is left: the feed fills the store, the view draws it. */
export class ChartSession {
  private readonly feed: CandleFeed;
  private readonly view: ChartView;
  private readonly signals = new SignalStore();
  private readonly aborter = new AbortController();
  private strategies: readonly string[] = [];
  private shown: readonly Signal[] = [];
  /** Signals are loaded of candles that open from then on. */
  private signalsFrom = Infinity;
  private signalsCut = false;
  private readonly redraws = new Redraws(() => this.redraw());
  private change: Change = 'none';
  /** What was the newest candle when only the newest had changed. */
  private changedLast: number | undefined;
  private hasNewSignals = false;

  constructor(
    private readonly app: App,
    container: HTMLElement,
    private readonly series: Series,
    private readonly events: SessionEvents,
    palette: Palette,
  ) {
    this.feed = new CandleFeed(app, series, {
      changed: (change) => this.changed(change),
      signalled: (signals) => this.takeSignals(signals),
      signalsLost: () => (this.signalsFrom = Infinity),
      failed: events.failed,
    });
    const chartEvents: ChartEvents = {
      pointed: events.pointed,
      moved: events.moved,
      older: () => void this.feed.loadOlder(),
      signalClicked: (id) => this.signalClicked(id),
    };
    this.view = new ChartView(container, this.feed.store, series.timeframe, chartEvents, palette);
  }

  chart(): ChartView {
    return this.view;
  }

  store(): CandleStore {
    return this.feed.store;
  }

  /** Asks again for what could not be loaded. */
  retry(): void {
    this.feed.retry();
  }

  stop(): void {
    this.aborter.abort();
    this.redraws.stop();
    this.feed.stop();
    this.view.destroy();
  }

  /** Draws indicators and loads their values; the first call loads the candles. */
  setIndicators(indicators: readonly ChosenIndicator[], withVolume: boolean): readonly DrawnIndicator[] {
    this.view.setIndicators(indicators, withVolume);
    void this.feed.setColumns([...new Set(indicators.flatMap((indicator) => indicator.columns))]);
    return this.view.drawnIndicators();
  }

  /** Whose signals are drawn; none named means all. */
  setStrategies(strategies: readonly string[]): void {
    this.strategies = strategies;
    this.showSignals();
  }

  /** A correction brings thousands of changes at once: they are drawn together. */
  private changed(change: Change): void {
    const last = this.feed.store.all().at(-1)?.openTime;
    const isAnother = change === 'last' && this.change === 'last' && last !== this.changedLast;
    this.change = isAnother ? 'all' : largerChange(this.change, change);
    this.changedLast = last;
    this.redraws.ask();
  }

  private redraw(): void {
    this.view.draw(this.change);
    this.change = 'none';
    this.events.changed();
    if (this.hasNewSignals) {
      this.hasNewSignals = false;
      this.showSignals();
    }
    const oldest = this.feed.store.oldestOpenTime();
    if (oldest !== undefined && oldest < this.signalsFrom) {
      const to = this.signalsFrom;
      this.signalsFrom = oldest;
      void this.loadSignals(oldest, to);
    }
  }

  private async loadSignals(from: number, to: number): Promise<void> {
    const { symbol, timeframe, setup } = this.series;
    const question = { symbol, timeframe, from, limit: SIGNAL_PAGE, ...(setup === undefined ? {} : { setup }), ...(to === Infinity ? {} : { to }) };
    try {
      const { signals, isCut } = await fetchAllSignals(this.app.http, question, MOST_SIGNALS, this.aborter.signal);
      this.signalsCut ||= isCut;
      this.takeSignals(signals);
    } catch {
      // Candles are shown without them; the next page asks again.
      this.signalsFrom = Math.max(this.signalsFrom, to);
    }
  }

  private takeSignals(signals: readonly Signal[]): void {
    const { symbol, timeframe, setup } = this.series;
    const isOurs = (signal: Signal) => signal.symbol === symbol && signal.timeframe === timeframe && (setup === undefined || signal.setup === setup);
    if (this.signals.take(signals.filter(isOurs))) {
      this.hasNewSignals = true;
      this.redraws.ask();
    }
  }

  private showSignals(): void {
    this.shown = merged(this.signals.all().filter((signal) => this.isShown(signal)));
    this.view.setSignals(this.shown);
    this.events.signalsChanged(this.shown, this.signalsCut);
  }

  /** The drawn signals of the candle that opens then. */
  signalsAt(openTime: number): Signal[] {
    return this.shown.filter((signal) => signal.openTime === openTime);
  }

  private isShown(signal: Signal): boolean {
    return this.strategies.length === 0 || this.strategies.some((strategy) => isOf(signal.strategy, strategy));
  }

  private signalClicked(id: string): void {
    const signal = this.shown.find((candidate) => candidate.id === id);
    if (signal !== undefined) {
      this.events.signalClicked(signal);
    }
  }
}
