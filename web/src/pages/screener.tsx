import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { fetchScreen, SCREEN_LIMIT, type Match, type Screen, type ScreenQuestion } from '../client/screener';
import { plain, price } from '../format/numbers';
import { shortDateTime } from '../format/times';
import { newChartPath } from '../model/route';
import { nextOrder, sorted, type SortOrder } from '../model/sorting';
import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import { useApp } from '../parts/app-context';
import { Empty, ProblemNote } from '../parts/notes';
import { dashboardTimeframe, savedScreens, usePreference, type SavedScreen } from '../parts/preferences';
import { UnlessBackfill } from '../parts/running-backfill';
import { TimesIn, useTableZone } from '../parts/table-zone';

const EXAMPLES = ['rsi_14 < 30', 'rsi_14 > 70', 'close > sma_200', 'sma_20 > sma_50 and rsi_14 < 50'];

/** Symbols whose newest candle meets a condition; conditions can be kept. */
export function Screener(): VNode {
  const app = useApp();
  const [question, setQuestion] = useState<ScreenQuestion>({ condition: '', timeframe: dashboardTimeframe.get(), favoritesOnly: false });
  const [saved, setSaved] = usePreference(savedScreens);
  const [answer, setAnswer] = useState<{ screen: Screen; timeframe: Timeframe }>();
  const [problem, setProblem] = useState<Problem>();
  const ask = async (asked: ScreenQuestion) => {
    setQuestion(asked);
    try {
      setAnswer({ screen: await fetchScreen(app.http, asked), timeframe: asked.timeframe });
      setProblem(undefined);
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  };
  const condition = question.condition.trim();
  const current = { condition, timeframe: question.timeframe };
  const submit = (event: Event) => {
    event.preventDefault();
    void ask(question);
  };
  return (
    <main class="page">
      <div class="page-head"><h1>Screener</h1><TimesIn /></div>
      <form class="filters" onSubmit={submit}>
        <label class="field wide"><span>Condition</span>
          <input type="text" name="condition" placeholder="rsi_14 < 30 and close > sma_200" spellcheck={false} maxLength={1000} value={question.condition} onInput={(event) => setQuestion({ ...question, condition: event.currentTarget.value })} />
        </label>
        <label class="field"><span>Timeframe</span>
          <select value={question.timeframe} onChange={(event) => setQuestion({ ...question, timeframe: event.currentTarget.value as Timeframe })}>
            {TIMEFRAMES.map((timeframe) => <option key={timeframe}>{timeframe}</option>)}
          </select>
        </label>
        <label class="choice"><input type="checkbox" checked={question.favoritesOnly} onChange={(event) => setQuestion({ ...question, favoritesOnly: event.currentTarget.checked })} /> Favourites only</label>
        <button class="primary" type="submit" disabled={condition === ''}>Screen</button>
        <button type="button" disabled={condition === '' || saved.some((kept) => nameOf(kept) === nameOf(current))} onClick={() => setSaved([...saved, current])}>Keep</button>
      </form>
      <div class="chips kept">
        {saved.map((kept) => (
          <span key={nameOf(kept)} class="chip">
            <a href="/screener" onClick={(event) => { event.preventDefault(); void ask({ ...question, condition: kept.condition, timeframe: kept.timeframe ?? question.timeframe }); }}>{nameOf(kept)}</a>
            <button type="button" aria-label={`Forget ${nameOf(kept)}`} onClick={() => setSaved(saved.filter((other) => other !== kept))}>×</button>
          </span>
        ))}
      </div>
      <ProblemNote problem={problem} />
      <div class="panel">{answer === undefined ? <Examples ask={(example) => void ask({ ...question, condition: example })} /> : <Matches {...answer} />}</div>
    </main>
  );
}

/** `rsi_14 < 30 · 1h` */
function nameOf({ condition, timeframe }: SavedScreen): string {
  return timeframe === undefined ? condition : `${condition} · ${timeframe}`;
}

function Examples({ ask }: { ask: (condition: string) => void }): VNode {
  return (
    <Empty title="What are you looking for?">
      <p>A condition on prices and indicators of each symbol’s newest candle:</p>
      <p class="row centered">{EXAMPLES.map((example) => <button key={example} type="button" onClick={() => ask(example)}>{example}</button>)}</p>
      <p>The same in the terminal: <code>./candlemill screen --help</code></p>
    </Empty>
  );
}

function Matches({ screen, timeframe }: { screen: Screen; timeframe: Timeframe }): VNode {
  const [order, setOrder] = useState<SortOrder>({ column: 'symbol', descending: false });
  if (screen.matches.length === 0) {
    return <Empty title="No symbol meets it">Of those that have candles at {timeframe}. <UnlessBackfill>More symbols: <code>./candlemill symbols track SYMBOL</code></UnlessBackfill></Empty>;
  }
  const columns = ['symbol', ...screen.columns, 'candle'];
  const rows = sorted(screen.matches, order, valueOf);
  return (
    <div class="table-scroll">
      <table class="screen">
        <thead>
          <tr>{columns.map((column) => <SortHead key={column} column={column} order={order} sort={setOrder} />)}</tr>
        </thead>
        <tbody>{rows.map((match) => <MatchRow key={match.symbol} match={match} columns={screen.columns} timeframe={timeframe} />)}</tbody>
      </table>
      {rows.length >= SCREEN_LIMIT ? <p class="more muted">The first {SCREEN_LIMIT}; narrow the condition to see others.</p> : null}
    </div>
  );
}

function SortHead({ column, order, sort }: { column: string; order: SortOrder; sort: (order: SortOrder) => void }): VNode {
  const isSorted = order.column === column;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th class={column === 'symbol' ? '' : 'number'} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" onClick={() => sort(nextOrder(order, column))}>{column}{isSorted ? (order.descending ? ' ▾' : ' ▴') : ''}</button>
    </th>
  );
}

function MatchRow({ match, columns, timeframe }: { match: Match; columns: readonly string[]; timeframe: Timeframe }): VNode {
  const shown = useTableZone();
  return (
    <tr>
      <td><a class="symbol" href={newChartPath(match.symbol, timeframe)}>{match.symbol}</a></td>
      {columns.map((column) => {
        const value = match.values[column];
        return <td key={column} class="number">{value === undefined ? '–' : isPrice(column) ? price(value) : plain(value)}</td>;
      })}
      <td class="number muted">{shortDateTime(match.openTime, shown)}</td>
    </tr>
  );
}

function isPrice(column: string): boolean {
  return /^(open|high|low|close)$/.test(column);
}

function valueOf(match: Match, column: string): string | number | undefined {
  if (column === 'symbol') return match.symbol;
  return column === 'candle' ? match.openTime : match.values[column];
}
