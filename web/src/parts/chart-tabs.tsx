import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { chartPath, parseRoute, type ChartRoute } from '../model/route';
import { navigate } from './navigation';
import { chartTabs, lastChart, usePreference } from './preferences';

const MOST_TABS = 10;

/** One tab per symbol that the server knows, each with the timeframe and indicators that it had last. */
export function ChartTabs({ route, isKnown }: { route: ChartRoute; isKnown: boolean }): VNode | null {
  const [tabs, setTabs] = usePreference(chartTabs);
  const [pushedOut, setPushedOut] = useState<readonly string[]>([]);
  const path = chartPath(route);
  useEffect(() => {
    if (!isKnown) return;
    const index = tabs.findIndex((tab) => symbolOf(tab) === route.symbol);
    const all = index < 0 ? [...tabs, path] : tabs.map((tab, at) => (at === index ? path : tab));
    const next = all.slice(-MOST_TABS);
    if (index < 0) setPushedOut(all.slice(0, -MOST_TABS));
    if (next.join() !== tabs.join()) setTabs(next);
    lastChart.set(path);
  }, [path, isKnown]);
  const close = (tab: string) => {
    const rest = tabs.filter((candidate) => candidate !== tab);
    setTabs(rest);
    if (symbolOf(tab) === route.symbol) navigate(rest.at(-1) ?? '/');
  };
  if (tabs.length < 2) {
    return null;
  }
  return (
    <div class="tabs" role="navigation" aria-label="Open charts">
      {tabs.map((tab) => (
        <span key={tab} class="tab">
          <a href={tab} aria-current={symbolOf(tab) === route.symbol ? 'page' : undefined}>{nameOf(tab)}</a>
          <button type="button" aria-label={`Close ${nameOf(tab)}`} onClick={() => close(tab)}>×</button>
        </span>
      ))}
      {pushedOut.length === 0 ? null : (
        <span class="tabs-note" role="status">
          {MOST_TABS} charts at most: closed {pushedOut.map((tab) => <a key={tab} href={tab}>{nameOf(tab)}</a>)}
          <button class="quiet" type="button" aria-label="Close this note" onClick={() => setPushedOut([])}>×</button>
        </span>
      )}
    </div>
  );
}

function routeOf(tab: string): ChartRoute | undefined {
  const [path = '', query = ''] = tab.split('?', 2);
  const route = parseRoute(path, query);
  return route.page === 'chart' ? route : undefined;
}

function symbolOf(tab: string): string | undefined {
  return routeOf(tab)?.symbol;
}

function nameOf(tab: string): string {
  const route = routeOf(tab);
  return route === undefined ? tab : `${route.symbol.split(':').at(-1) ?? route.symbol} ${route.timeframe}`;
}
