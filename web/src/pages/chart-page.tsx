import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartView } from '../chart/chart-view';
import { address } from '../client/http';
import { fetchSymbol, type SymbolDetails } from '../client/symbols';
import type { Stretch } from '../model/candle-store';
import { choose, type ChosenIndicator } from '../model/indicator';
import { chartPath, isLoose, type ChartRoute } from '../model/route';
import type { Signal } from '../model/signal';
import { timeframeOfKey, type Timeframe } from '../model/timeframe';
import { venueZone, zoneOf } from '../model/zone';
import { useApp } from '../parts/app-context';
import { ChartFrame } from '../parts/chart-frame';
import { ChartGrid } from '../parts/chart-grid';
import { ChartTabs } from '../parts/chart-tabs';
import { ChartToolbar, type Csv } from '../parts/chart-toolbar';
import { isTyping, navigate } from '../parts/navigation';
import { ProblemNote } from '../parts/notes';
import { dashboardTimeframe, showsVolume, usePreference, zone } from '../parts/preferences';
import { SignalPanel } from '../parts/signal-panel';
import { useLoaded } from '../parts/use-loaded';
import { useSetupOf } from '../parts/use-setup-of';

/** How often it is asked whether the market is open, and what is stored. */
const DETAILS_MILLIS = 60_000;

interface DrawnSignals {
  readonly drawn: readonly Signal[];
  readonly isCut: boolean;
}

/** A symbol's chart, or the grid of its timeframes; all that is chosen stands in the address. */
export function ChartPage({ route }: { route: ChartRoute }): VNode {
  const app = useApp();
  const chart = useRef<ChartView | undefined>(undefined);
  const { known, isNamed } = useDetails(route);
  const catalogue = useLoaded(() => app.catalogue(), []);
  const [choice] = usePreference(zone);
  const [withVolume] = usePreference(showsVolume);
  const [byTimeframe, setByTimeframe] = useState<Readonly<Record<string, DrawnSignals>>>({});
  const [stretches, setStretches] = useState<Readonly<Record<string, Stretch | undefined>>>({});
  const [opened, setOpened] = useState<Signal>();
  const [showsSignals, setShowsSignals] = useState(false);
  const go = (change: Partial<ChartRoute>, mode: 'push' | 'replace' = 'replace') => navigate(chartPath({ ...route, ...change }), mode);
  const shown = route.grid.length > 0 ? route.grid : [route.timeframe];
  const exported = shown.includes(route.timeframe) ? route.timeframe : (shown[0] ?? route.timeframe);
  const signals = shown.flatMap((timeframe) => byTimeframe[timeframe]?.drawn ?? []).sort((a, b) => b.closeTime - a.closeTime);
  const setSignals = (timeframe: Timeframe, drawn: readonly Signal[], isCut: boolean) => setByTimeframe((current) => ({ ...current, [timeframe]: { drawn, isCut } }));
  const setLoaded = (timeframe: Timeframe, stretch: Stretch | undefined) => setStretches((current) => ({ ...current, [timeframe]: stretch }));
  const missingSetup = useSetupOf(route);
  useChartKeys(chart, (timeframe) => go({ timeframe, grid: [] }, 'push'));
  useEffect(() => dashboardTimeframe.set(route.timeframe), [route.timeframe]);
  useEffect(() => setOpened(undefined), [route.symbol, route.timeframe]);
  useEffect(() => {
    setByTimeframe({});
    setStretches({});
  }, [route.symbol]);

  const venue = venueZone(route.symbol.split(':', 1)[0], known?.timeZone);
  const zones = { shown: zoneOf(choice, venue), venue };
  const value = catalogue.value;
  const indicators = value === undefined ? undefined : route.indicators.map((text) => choose(text, value)).filter((indicator) => indicator !== undefined);
  const unknown = value === undefined ? [] : route.indicators.filter((text) => choose(text, value) === undefined);
  const csv = csvOf(route, indicators ?? [], exported, stretches[exported]);
  const open = (signal: Signal | undefined) => {
    setOpened(signal);
    setShowsSignals(true);
  };
  return (
    <main class="chart-page">
      <ChartTabs route={route} isKnown={known?.symbol === route.symbol} />
      <ChartToolbar
        route={route} details={known} catalogue={value} go={go} showsSignals={showsSignals} toggleSignals={() => setShowsSignals(!showsSignals)}
        csv={csv} signalCount={signals.length}
      />
      <ProblemNote problem={catalogue.problem} retry={catalogue.reload} />
      {unknown.length === 0 ? null : (
        <p class="row"><span>No indicator: {unknown.map((text) => <code key={text}>{text} </code>)}</span>
          <button type="button" onClick={() => go({ indicators: route.indicators.filter((text) => !unknown.includes(text)) })}>Leave out</button></p>
      )}
      <ProblemNote problem={missingSetup?.problem} retry={missingSetup?.retry} />
      <div class={showsSignals ? 'chart-area with-panel' : 'chart-area'}>
        {indicators === undefined || !isNamed ? <div class="chart-frame" /> : route.grid.length > 0 ? (
          <ChartGrid route={route} zones={zones} indicators={indicators} withVolume={withVolume} signalsChanged={setSignals} signalClicked={open} loaded={setLoaded} />
        ) : (
          <ChartFrame
            key={`${route.symbol}|${route.timeframe}|${route.setup ?? ''}`} symbol={route.symbol} timeframe={route.timeframe} setup={route.setup} zones={zones} indicators={indicators}
            strategies={route.strategies} withVolume={withVolume} signalsChanged={setSignals} signalClicked={open}
            opened={(view) => (chart.current = view)} loaded={setLoaded}
          />
        )}
        {showsSignals ? <SignalPanel signals={signals} isCut={shown.some((timeframe) => byTimeframe[timeframe]?.isCut)} opened={opened} open={open} route={route} go={go} zone={zones.shown} /> : null}
      </div>
      <p class="attribution">
        <span>
          Charts: <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">TradingView Lightweight Charts™</a>, Copyright © 2025 TradingView, Inc.
        </span>
        <span class="grow" />
        Times in {zones.shown}
      </p>
    </main>
  );
}

/** What is known of the symbol; a bare ticker in the address becomes its full name. */
function useDetails(route: ChartRoute): { known: SymbolDetails | undefined; isNamed: boolean } {
  const app = useApp();
  const load = async (signal: AbortSignal) => ({ asked: route.symbol, found: await fetchSymbol(app.http, route.symbol, signal) });
  const { value, problem } = useLoaded(load, [route.symbol], { everyMillis: DETAILS_MILLIS });
  const known = value?.asked === route.symbol ? value.found : undefined;
  const name = known?.symbol;
  useEffect(() => {
    if (name !== undefined && name !== route.symbol) navigate(chartPath({ ...route, symbol: name }), 'replace');
  }, [name]);
  return { known, isNamed: !isLoose(route.symbol) || name === route.symbol || problem !== undefined };
}

function useChartKeys(chart: { readonly current: ChartView | undefined }, chooseTimeframe: (timeframe: Timeframe) => void): void {
  const latest = useRef(chooseTimeframe);
  latest.current = chooseTimeframe;
  useEffect(() => {
    const keyed = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const timeframe = timeframeOfKey(event.key);
      if (timeframe !== undefined) {
        latest.current(timeframe);
      } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        if (chart.current !== undefined) event.preventDefault();
        chart.current?.scroll(event.key === 'ArrowLeft' ? -0.25 : 0.25);
      } else if (event.key === 'End') {
        chart.current?.toNewest();
      }
    };
    document.addEventListener('keydown', keyed);
    return () => document.removeEventListener('keydown', keyed);
  }, []);
}

function csvOf(route: ChartRoute, indicators: readonly ChosenIndicator[], timeframe: Timeframe, loaded: Stretch | undefined): Csv | undefined {
  if (loaded === undefined) return undefined;
  const columns = indicators.flatMap((indicator) => indicator.columns).join(',');
  const path = address('/api/v1/export', {
    symbol: route.symbol, timeframe, from: new Date(loaded.from).toISOString(), to: new Date(loaded.to).toISOString(), indicators: columns === '' ? undefined : columns,
  });
  return { path, timeframe, candles: loaded.candles };
}
