import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LiveEvent } from '../client/live-events';
import { fetchFavorites } from '../client/symbols';
import { percentChange, price } from '../format/numbers';
import { changeOf, mergeFavorites, withCandle, withSignal, type Favorite } from '../model/favorite';
import { newChartPath } from '../model/route';
import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import { useApp } from '../parts/app-context';
import { Segments, Star } from '../parts/controls';
import { FreshnessBadge, LatestSignal, Sparkline } from '../parts/market';
import { Empty, Loading, ProblemNote } from '../parts/notes';
import { dashboardTimeframe, usePreference } from '../parts/preferences';
import { TimesIn, useTableZone } from '../parts/table-zone';
import { useLoaded, useNow } from '../parts/use-loaded';

/** How often freshness is asked for anew; prices come live. */
const REFRESH_MILLIS = 30_000;

export function Dashboard(): VNode {
  const [timeframe, setTimeframe] = usePreference(dashboardTimeframe);
  return (
    <main class="page">
      <div class="page-head">
        <h1>Dashboard</h1>
        <TimesIn />
        <Segments label="Timeframe" options={TIMEFRAMES} chosen={timeframe} choose={setTimeframe} />
      </div>
      <LiveFavorites key={timeframe} timeframe={timeframe} />
    </main>
  );
}

function LiveFavorites({ timeframe }: { timeframe: Timeframe }): VNode {
  const app = useApp();
  const repeat = { everyMillis: REFRESH_MILLIS, merge: mergeFavorites };
  const { value: favorites, problem, reload, change } = useLoaded((signal) => fetchFavorites(app.http, timeframe, signal), [], repeat);
  const now = useNow(5_000);
  useEffect(() => app.watchFavorites(reload), [app]);
  useEffect(() => app.socket.subscribe(`favorites|${timeframe}`, (event) => {
    change((current) => current.map((favorite) => after(favorite, event, timeframe)));
  }), [app]);
  return (
    <>
      <ProblemNote problem={problem} retry={reload} />
      {favorites === undefined ? (problem === undefined ? <Loading rows={6} /> : null) : <Favorites favorites={favorites} timeframe={timeframe} now={now} />}
    </>
  );
}

function Favorites({ favorites, timeframe, now }: { favorites: readonly Favorite[]; timeframe: Timeframe; now: number }): VNode {
  const app = useApp();
  if (favorites.length === 0) {
    return (
      <div class="panel">
        <Empty title="No favourites yet">
          <p>Search with <kbd>/</kbd> and star what you want to watch; a running live job begins to follow it.</p>
          <p><button class="primary" type="button" onClick={() => app.openSearch()}>Search symbols</button></p>
          <p>No data at all? <code>./candlemill demo</code></p>
        </Empty>
      </div>
    );
  }
  return (
    <div class="panel table-scroll">
      <table class="stacks favorites">
        <thead>
          <tr><th /><th>Symbol</th><th class="number">Last</th><th class="number">Change</th><th>Trend</th><th>Latest signal</th><th>Data</th></tr>
        </thead>
        <tbody>{favorites.map((favorite) => <FavoriteRow key={favorite.symbol} favorite={favorite} timeframe={timeframe} now={now} />)}</tbody>
      </table>
    </div>
  );
}

function FavoriteRow({ favorite, timeframe, now }: { favorite: Favorite; timeframe: Timeframe; now: number }): VNode {
  const shown = useTableZone();
  const change = changeOf(favorite);
  const look = change === undefined || change === 0 ? 'muted' : change > 0 ? 'positive' : 'negative';
  const { last, latestSignal } = favorite;
  return (
    <tr data-symbol={favorite.symbol}>
      <td class="star-cell"><Star symbol={favorite.symbol} isFavorite /></td>
      <td class="symbol-cell">
        <a class="symbol" href={newChartPath(favorite.symbol, timeframe)}>{favorite.symbol}</a>
        <span class="subtitle">{favorite.name ?? ''}</span>
      </td>
      <td class="number last">{last === undefined ? '–' : <Flashing value={last.close} />}</td>
      <td class={`number change ${look}`}>{change === undefined ? '–' : percentChange(change)}</td>
      <td class="trend"><Sparkline closes={favorite.closes} label={`Last ${favorite.closes.length} closes of ${favorite.symbol}`} /></td>
      <td class="signal-cell">{latestSignal === undefined ? <span class="muted">none yet</span> : <LatestSignal signal={latestSignal} zone={shown} />}</td>
      <td class="fresh"><FreshnessBadge freshness={favorite.freshness} now={now} /></td>
    </tr>
  );
}

/** A price that lights up for a moment when it changes. */
function Flashing({ value }: { value: number }): VNode {
  const [shown, setShown] = useState({ value, look: '' });
  if (shown.value !== value) {
    setShown({ value, look: value > shown.value ? 'rose' : 'fell' });
  }
  return <span key={value} class={`flashing ${shown.look}`}>{price(value)}</span>;
}

function after(favorite: Favorite, event: LiveEvent, timeframe: Timeframe): Favorite {
  switch (event.kind) {
    case 'candle':
      return isOf(favorite, event.series, timeframe) ? withCandle(favorite, event.series.candle) : favorite;
    case 'signal':
      return isOf(favorite, event.signal, timeframe) ? withSignal(favorite, event.signal) : favorite;
    case 'snapshot': {
      const candles = [...event.candles, ...event.forming].filter((series) => isOf(favorite, series, timeframe));
      const signals = event.signals.filter((signal) => isOf(favorite, signal, timeframe));
      return signals.reduce(withSignal, candles.map((series) => series.candle).reduce(withCandle, favorite));
    }
    case 'indicators':
      return favorite;
  }
}

function isOf(favorite: Favorite, series: { symbol: string; timeframe: string }, timeframe: Timeframe): boolean {
  return series.symbol === favorite.symbol && series.timeframe === timeframe;
}
