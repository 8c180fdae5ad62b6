import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartView } from '../chart/chart-view';
import { address } from '../client/http';
import { fetchSetup } from '../client/setups';
import { fetchSymbol } from '../client/symbols';
import { choose, type ChosenIndicator } from '../model/indicator';
import { chartPath, type ChartRoute } from '../model/route';
import type { Signal } from '../model/signal';
import { timeframeOfKey, type Timeframe } from '../model/timeframe';
import { venueZone, zoneOf } from '../model/zone';
import { useApp } from '../parts/app-context';
import { ChartFrame } from '../parts/chart-frame';
import { ChartGrid } from '../parts/chart-grid';
import { ChartTabs } from '../parts/chart-tabs';
import { ChartToolbar } from '../parts/chart-toolbar';
import { isTyping, navigate } from '../parts/navigation';
import { ProblemNote } from '../parts/notes';
import { dashboardTimeframe, showsVolume, usePreference, zone } from '../parts/preferences';
import { SignalPanel } from '../parts/signal-panel';
import { useLoaded } from '../parts/use-loaded';

/** A symbol's chart, or the grid of its timeframes; all that is chosen stands in the address. */
export function ChartPage({ route }: { route: ChartRoute }): VNode {
  const app = useApp();
  const chart = useRef<ChartView | undefined>(undefined);
  const details = useLoaded((signal) => fetchSymbol(app.http, route.symbol, signal).catch(() => undefined), [route.symbol]);
  const catalogue = useLoaded(() => app.catalogue(), []);
  const [choice] = usePreference(zone);
  const [withVolume] = usePreference(showsVolume);
  const [byTimeframe, setByTimeframe] = useState<Readonly<Record<string, readonly Signal[]>>>({});
  const [opened, setOpened] = useState<Signal>();
  const [showsSignals, setShowsSignals] = useState(false);
  const go = (change: Partial<ChartRoute>, mode: 'push' | 'replace' = 'replace') => navigate(chartPath({ ...route, ...change }), mode);
  const shown = route.grid.length > 0 ? route.grid : [route.timeframe];
  const signals = shown.flatMap((timeframe) => byTimeframe[timeframe] ?? []).sort((a, b) => b.closeTime - a.closeTime);
  const setSignals = (timeframe: Timeframe, drawn: readonly Signal[]) => setByTimeframe((current) => ({ ...current, [timeframe]: drawn }));
  useSetupOf(route);
  useChartKeys(chart, (timeframe) => go({ timeframe, grid: [] }, 'push'));
  useEffect(() => dashboardTimeframe.set(route.timeframe), [route.timeframe]);
  useEffect(() => setOpened(undefined), [route.symbol, route.timeframe]);
  useEffect(() => setByTimeframe({}), [route.symbol]);

  const known = details.value;
  const venue = venueZone(route.symbol.split(':', 1)[0], known?.symbol === route.symbol ? known.timeZone : undefined);
  const zones = { shown: zoneOf(choice, venue), venue };
  const value = catalogue.value;
  const indicators = value === undefined ? undefined : route.indicators.map((text) => choose(text, value)).filter((indicator) => indicator !== undefined);
  const open = (signal: Signal | undefined) => {
    setOpened(signal);
    setShowsSignals(true);
  };
  return (
    <main class="chart-page">
      <ChartTabs route={route} />
      <ChartToolbar
        route={route} details={known} catalogue={value} go={go} showsSignals={showsSignals} toggleSignals={() => setShowsSignals(!showsSignals)}
        exportPath={exportPath(route, indicators ?? [])} signalCount={signals.length}
      />
      <ProblemNote problem={catalogue.problem} retry={catalogue.reload} />
      <div class={showsSignals ? 'chart-area with-panel' : 'chart-area'}>
        {indicators === undefined ? <div class="chart-frame" /> : route.grid.length > 0 ? (
          <ChartGrid route={route} zones={zones} indicators={indicators} withVolume={withVolume} signalsChanged={setSignals} signalClicked={open} />
        ) : (
          <ChartFrame
            key={`${route.symbol}|${route.timeframe}`} symbol={route.symbol} timeframe={route.timeframe} zones={zones} indicators={indicators}
            strategies={route.strategies} withVolume={withVolume} signalsChanged={setSignals} signalClicked={open}
            opened={(view) => (chart.current = view)}
          />
        )}
        {showsSignals ? <SignalPanel signals={signals} opened={opened} open={open} route={route} go={go} zone={zones.shown} /> : null}
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

/** An address with `?setup=` becomes one with that setup's indicators and strategies. */
function useSetupOf(route: ChartRoute): void {
  const app = useApp();
  const { setup } = route;
  useEffect(() => {
    if (setup === undefined) return;
    fetchSetup(app.http, setup).then(
      ({ indicators, strategies }) => navigate(chartPath({ ...route, indicators, strategies }), 'replace'),
      () => navigate(chartPath(route), 'replace'),
    );
  }, [setup]);
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
        event.preventDefault();
        chart.current?.scroll(event.key === 'ArrowLeft' ? -0.25 : 0.25);
      } else if (event.key === 'End') {
        chart.current?.toNewest();
      }
    };
    document.addEventListener('keydown', keyed);
    return () => document.removeEventListener('keydown', keyed);
  }, []);
}

function exportPath(route: ChartRoute, indicators: readonly ChosenIndicator[]): string {
  const columns = indicators.flatMap((indicator) => indicator.columns).join(',');
  return address('/api/v1/export', { symbol: route.symbol, timeframe: route.timeframe, indicators: columns === '' ? undefined : columns });
}
