import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ChartView, type DrawnIndicator } from '../chart/chart-view';
import { readPalette } from '../chart/palette';
import { CandleFeed } from '../client/candle-feed';
import type { Problem } from '../client/problem';
import { fetchSignals } from '../client/signals';
import type { Zones } from '../format/times';
import { isGap, type ChartItem } from '../model/candle';
import type { ChosenIndicator } from '../model/indicator';
import { isOf, SignalStore, type Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { useApp } from './app-context';
import { ChartLegend } from './chart-legend';
import { Empty, ProblemNote } from './notes';
import { candleColors, theme, usePreference } from './preferences';

export interface ChartFrameProps {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly zones: Zones;
  readonly indicators: readonly ChosenIndicator[];
  /** Whose signals are drawn; none named means all. */
  readonly strategies: readonly string[];
  readonly withVolume: boolean;
  readonly signalsChanged?: (signals: readonly Signal[]) => void;
  readonly signalClicked?: (signal: Signal) => void;
  /** Time under another chart's crosshair. */
  readonly pointedTime?: number | undefined;
  readonly pointed?: (time: number | undefined) => void;
  /** Hands out the chart, for keys and buttons around it. */
  readonly opened?: (view: ChartView | undefined) => void;
}

interface View {
  readonly panes: readonly number[];
  readonly atEnd: boolean;
  readonly atStart: boolean;
}

const SIGNALS = 1000;

/** One live chart with its legend. A change of symbol or timeframe makes a new one: give it a `key`. */
export function ChartFrame(props: ChartFrameProps): VNode {
  const app = useApp();
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [problem, setProblem] = useState<Problem>();
  const [item, setItem] = useState<ChartItem>();
  const [view, setView] = useState<View>({ panes: [0], atEnd: true, atStart: false });
  const [loaded, setLoaded] = useState(false);
  const [drawn, setDrawn] = useState<readonly DrawnIndicator[]>([]);
  const [, setRound] = useState(0);
  const [chosenTheme] = usePreference(theme);
  const [colors] = usePreference(candleColors);
  const signals = useMemo(() => new SignalStore(), []);
  const held = useRef<{ feed: CandleFeed; chart: ChartView } | undefined>(undefined);

  const showSignals = () => {
    const { strategies, signalsChanged } = latest.current;
    const all = signals.all().filter((signal) => strategies.length === 0 || strategies.some((strategy) => isOf(signal.strategy, strategy)));
    held.current?.chart.setSignals(all);
    signalsChanged?.(all);
  };

  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    const { symbol, timeframe } = props;
    const aborter = new AbortController();
    let signalsFrom = Infinity;
    const loadSignals = async (from: number, to: number | undefined) => {
      const page = await fetchSignals(app.http, { symbol, timeframe, from, limit: SIGNALS, ...(to === undefined ? {} : { to }) }, aborter.signal);
      if (signals.take(page.signals)) showSignals();
    };
    const feed = new CandleFeed(app.http, app.socket, props, columnsOf(props.indicators), {
      changed: (change) => {
        setLoaded(true);
        chart.draw(change);
        setRound((round) => round + 1);
        const oldest = feed.store.oldestOpenTime();
        if (oldest !== undefined && oldest < signalsFrom) {
          const to = signalsFrom === Infinity ? undefined : signalsFrom;
          signalsFrom = oldest;
          loadSignals(oldest, to).catch(() => undefined);
        }
      },
      signalled: (news) => {
        if (signals.take(news.filter((signal) => signal.symbol === symbol && signal.timeframe === timeframe))) showSignals();
      },
      failed: setProblem,
    });
    const chart = new ChartView(container, feed.store, timeframe, {
      older: () => void feed.loadOlder(),
      pointed: (pointed) => {
        setItem(pointed);
        latest.current.pointed?.(pointed?.openTime);
      },
      signalClicked: (id) => {
        const signal = signals.get(id);
        if (signal !== undefined) latest.current.signalClicked?.(signal);
      },
      moved: (next) => setView((current) => (same(current, next) ? current : next)),
    }, readPalette(container, candleColors.get()));
    held.current = { feed, chart };
    latest.current.opened?.(chart);
    void feed.start();
    return () => {
      latest.current.opened?.(undefined);
      aborter.abort();
      feed.stop();
      chart.destroy();
      held.current = undefined;
    };
  }, []);

  useEffect(() => {
    const recolor = () => place.current !== null && held.current?.chart.setPalette(readPalette(place.current, colors));
    recolor();
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', recolor);
    return () => system.removeEventListener('change', recolor);
  }, [chosenTheme, colors]);
  useEffect(() => held.current?.chart.setZones(props.zones), [props.zones.shown, props.zones.venue]);
  const indicatorKey = props.indicators.map((indicator) => indicator.text).join(';');
  useEffect(() => {
    held.current?.chart.setIndicators(props.indicators, props.withVolume);
    void held.current?.feed.setColumns(columnsOf(props.indicators));
    setDrawn(held.current?.chart.drawnIndicators() ?? []);
  }, [indicatorKey, props.withVolume, colors, chosenTheme]);
  useEffect(showSignals, [props.strategies.join(';')]);
  useEffect(() => held.current?.chart.pointAt(props.pointedTime), [props.pointedTime]);

  const store = held.current?.feed.store;
  const shown = item ?? store?.last();
  const isEmpty = loaded && store?.last() === undefined;
  return (
    <div class="chart-frame" data-state={loaded ? 'loaded' : 'loading'} data-candles={store?.all().length ?? 0}>
      <div class="chart-place" ref={place} role="img" aria-label={`Chart of ${props.symbol}, ${props.timeframe}`} />
      {problem === undefined ? null : <div class="chart-problem"><ProblemNote problem={problem} /></div>}
      {isEmpty ? <div class="chart-empty"><Empty title={`No candles of ${props.symbol} at ${props.timeframe}`}>
        <p>Follow it: <code>./candlemill symbols track {props.symbol} --timeframes {props.timeframe}</code></p>
        <p>Then <code>./candlemill live</code>, or load history: <code>./candlemill backfill --help</code></p>
      </Empty></div> : null}
      {shown === undefined || isEmpty ? null : <ChartLegend item={shown} valuesOf={item ?? store?.lastFinal() ?? shown} previous={previousOf(store?.all() ?? [], shown)} panes={view.panes} drawn={drawn} {...props} />}
      {view.atStart && store?.hasOldest() === true && !isEmpty ? <div class="chart-start">Beginning of what is stored</div> : null}
      {view.atEnd || isEmpty ? null : <button class="to-newest" type="button" onClick={() => held.current?.chart.toNewest()}>Newest ›</button>}
    </div>
  );
}

function columnsOf(indicators: readonly ChosenIndicator[]): string[] {
  return [...new Set(indicators.flatMap((indicator) => indicator.columns))];
}

function same(a: View, b: View): boolean {
  return a.atEnd === b.atEnd && a.atStart === b.atStart && a.panes.join() === b.panes.join();
}

function previousOf(items: readonly ChartItem[], item: ChartItem): number | undefined {
  const index = items.findLastIndex((candidate) => candidate.openTime < item.openTime && !isGap(candidate));
  const previous = items[index];
  return previous === undefined || isGap(previous) ? undefined : previous.close;
}
