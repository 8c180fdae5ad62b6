import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../parts/app-context';
import { navigate } from '../parts/navigation';
import { Empty } from '../parts/notes';
import { chartTabs, lastChart, usePreference } from '../parts/preferences';

/** The chart that was open last, or how to open one. */
export function Charts(): VNode {
  const app = useApp();
  const [tabs] = usePreference(chartTabs);
  const last = tabs.find((tab) => tab === lastChart.get()) ?? tabs.at(-1);
  useEffect(() => {
    if (last !== undefined) navigate(last, 'replace');
  }, [last]);
  return (
    <main class="page">
      <h1 class="page-head">Charts</h1>
      <div class="panel">
        <Empty title="No chart is open">
          <p>Press <kbd>/</kbd> or type a ticker to find a symbol.</p>
          <p><button class="primary" type="button" onClick={() => app.openSearch()}>Search symbols</button></p>
        </Empty>
      </div>
    </main>
  );
}
