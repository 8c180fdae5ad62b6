import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { chartPath, parseRoute, type ChartRoute } from '../model/route';
import { navigate } from './navigation';
import { chartTabs, usePreference } from './preferences';

const MOST_TABS = 10;

/** One tab per symbol, each with the timeframe and indicators that it had last. */
export function ChartTabs({ route }: { route: ChartRoute }): VNode | null {
  const [tabs, setTabs] = usePreference(chartTabs);
  const path = chartPath(route);
  useEffect(() => {
    const index = tabs.findIndex((tab) => symbolOf(tab) === route.symbol);
    const next = index < 0 ? [...tabs, path].slice(-MOST_TABS) : tabs.map((tab, at) => (at === index ? path : tab));
    if (next.join() !== tabs.join()) setTabs(next);
  }, [path]);
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
