import type { RefObject, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartView, DrawnIndicator } from '../chart/chart-view';
import { readPalette } from '../chart/palette';
import type { Problem } from '../client/problem';
import type { Zones } from '../format/times';
import { isGap, type ChartItem } from '../model/candle';
import type { CandleStore, Stretch } from '../model/candle-store';
import type { ChosenIndicator } from '../model/indicator';
import type { Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { useApp } from './app-context';
import { ChartLegend } from './chart-legend';
import { ChartSession } from './chart-session';
import { Empty, ProblemNote } from './notes';
import { candleColors, theme, usePreference } from './preferences';
import { UnlessBackfill } from './running-backfill';

export interface ChartFrameProps {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Whose signals are drawn; nothing means all setups'. */
  readonly setup?: string | undefined;
  readonly zones: Zones;
  readonly indicators: readonly ChosenIndicator[];
  /** Whose signals are drawn; none named means all. */
  readonly strategies: readonly string[];
  readonly withVolume: boolean;
  readonly signalsChanged: (timeframe: Timeframe, signals: readonly Signal[], isCut: boolean) => void;
  readonly signalClicked: (signal: Signal) => void;
  /** Which candles a download would have. */
  readonly loaded: (timeframe: Timeframe, stretch: Stretch | undefined) => void;
  /** Time under another chart's crosshair. */
  readonly pointedTime?: number | undefined;
  readonly pointed?: (time: number | undefined) => void;
  /** Hands out the chart, for keys and buttons around it. */
  readonly opened?: (view: ChartView | undefined) => void;
}

interface State {
  readonly session: ChartSession | undefined;
  readonly isLoaded: boolean;
  readonly problem: Problem | undefined;
  readonly pointed: ChartItem | undefined;
  readonly view: { readonly panes: readonly number[]; readonly atEnd: boolean; readonly atStart: boolean };
  readonly drawn: readonly DrawnIndicator[];
}

/** The server refuses to export more. */
const MOST_EXPORTED = 100_000;
const AT_FIRST: State = { session: undefined, isLoaded: false, problem: undefined, pointed: undefined, view: { panes: [0], atEnd: true, atStart: false }, drawn: [] };

/** One live chart with its legend. A change of symbol, timeframe or setup makes a new one: give it a `key`. */
export function ChartFrame(props: ChartFrameProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const state = useSession(place, props);
  const store = state.session?.store();
  const last = store?.last();
  const pointed = state.pointed ?? (props.pointedTime === undefined ? undefined : store?.containing(props.pointedTime));
  const shown = pointed ?? last;
  const isEmpty = state.isLoaded && last === undefined;
  return (
    <div class="chart-frame" data-state={state.isLoaded ? 'loaded' : 'loading'} data-candles={store?.all().length ?? 0}>
      <div class="chart-place" ref={place} role="img" aria-label={`Chart of ${props.symbol}, ${props.timeframe}`} />
      {state.problem === undefined ? null : <div class="chart-problem"><ProblemNote problem={state.problem} retry={() => state.session?.retry()} /></div>}
      {isEmpty ? <NoCandles symbol={props.symbol} timeframe={props.timeframe} /> : null}
      {shown === undefined || store === undefined ? null : (
        <ChartLegend
          symbol={props.symbol} timeframe={props.timeframe} zones={props.zones} item={shown} valuesOf={pointed ?? store.lastFinal() ?? shown}
          previous={closeBefore(store, shown)} panes={state.view.panes} drawn={state.drawn} withVolume={props.withVolume}
          signals={state.session?.signalsAt(shown.openTime) ?? []}
        />
      )}
      {state.view.atStart && store?.hasOldest() === true && !isEmpty ? <div class="chart-start">Beginning of what is stored</div> : null}
      {state.view.atEnd || isEmpty ? null : <button class="to-newest" type="button" onClick={() => state.session?.chart().toNewest()}>Newest ›</button>}
    </div>
  );
}

/** Opens a session in the element and keeps it in step with the properties. */
function useSession(place: RefObject<HTMLDivElement | null>, props: ChartFrameProps): State {
  const app = useApp();
  const [state, setState] = useState(AT_FIRST);
  const [chosenTheme] = usePreference(theme);
  const [colors] = usePreference(candleColors);
  const latest = useRef(props);
  latest.current = props;
  const { session } = state;
  const change = (part: Partial<State>) => setState((current) => ({ ...current, ...part }));

  useEffect(() => {
    if (place.current === null) return undefined;
    let told: Stretch | undefined;
    const opened = new ChartSession(app, place.current, props, {
      changed: () => {
        change({ isLoaded: true });
        const stretch = opened.store().newest(MOST_EXPORTED);
        if (stretch?.from !== told?.from || stretch?.to !== told?.to || stretch?.candles !== told?.candles) latest.current.loaded(props.timeframe, stretch);
        told = stretch;
      },
      failed: (problem) => change({ problem }),
      pointed: (item) => {
        change({ pointed: item });
        latest.current.pointed?.(item?.openTime);
      },
      moved: (view) => setState((current) => (JSON.stringify(current.view) === JSON.stringify(view) ? current : { ...current, view })),
      signalsChanged: (signals, isCut) => latest.current.signalsChanged(props.timeframe, signals, isCut),
      signalClicked: (signal) => latest.current.signalClicked(signal),
    }, readPalette(place.current, colors));
    change({ session: opened });
    latest.current.opened?.(opened.chart());
    return () => {
      latest.current.opened?.(undefined);
      opened.stop();
    };
  }, []);
  useEffect(() => session?.chart().setZones(props.zones), [session, props.zones.shown, props.zones.venue]);
  useEffect(() => {
    const recolor = () => {
      if (place.current === null || session === undefined) return;
      session.chart().setPalette(readPalette(place.current, colors));
      change({ drawn: session.chart().drawnIndicators() });
    };
    recolor();
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', recolor);
    return () => system.removeEventListener('change', recolor);
  }, [session, chosenTheme, colors]);
  useEffect(() => {
    if (session !== undefined) change({ drawn: session.setIndicators(props.indicators, props.withVolume) });
  }, [session, props.indicators.map((indicator) => indicator.text).join(';'), props.withVolume]);
  useEffect(() => session?.setStrategies(props.strategies), [session, props.strategies.join(';')]);
  useEffect(() => session?.chart().pointAt(props.pointedTime), [session, props.pointedTime]);
  return state;
}

function NoCandles({ symbol, timeframe }: { symbol: string; timeframe: Timeframe }): VNode {
  return (
    <div class="chart-empty">
      <Empty title={`No candles of ${symbol} at ${timeframe}`}>
        <UnlessBackfill>
          <p>Follow it: <code>./candlemill symbols track {symbol} --timeframes {timeframe}</code></p>
          <p>Then <code>./candlemill live</code>, or load history: <code>./candlemill backfill --help</code></p>
        </UnlessBackfill>
      </Empty>
    </div>
  );
}

function closeBefore(store: CandleStore, item: ChartItem): number | undefined {
  const before = store.all().findLast((candidate) => candidate.openTime < item.openTime && !isGap(candidate));
  return before === undefined || isGap(before) ? undefined : before.close;
}
