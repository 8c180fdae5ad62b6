import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { fetchSetups } from '../client/setups';
import { fetchSignals } from '../client/signals';
import { price } from '../format/numbers';
import { shortDateTime } from '../format/times';
import { chartPath } from '../model/route';
import { EVERY_SIGNAL, filterOf, passes, signalsPath, SignalStore, type Signal, type SignalFilter } from '../model/signal';
import { useApp } from '../parts/app-context';
import { Dialog } from '../parts/controls';
import { SignalTag } from '../parts/market';
import { navigate } from '../parts/navigation';
import { Empty, Loading, ProblemNote } from '../parts/notes';
import { UnlessBackfill } from '../parts/running-backfill';
import { SignalFilters } from '../parts/signal-filters';
import { SignalWhy } from '../parts/signal-why';
import { TimesIn, useTableZone } from '../parts/table-zone';
import { useLoaded } from '../parts/use-loaded';

const PAGE = 100;

/** More rows make a page slow, and nobody reads them: those that come live push the oldest out. */
const MOST_ROWS = 1_000;

/** Every signal, newest first, live; older ones on demand. */
export function Signals(): VNode {
  const [filter, setFilter] = useState<SignalFilter>(() => filterOf(location.search));
  const change = (changed: SignalFilter) => {
    setFilter(changed);
    navigate(signalsPath(changed), 'replace');
  };
  return (
    <main class="page">
      <div class="page-head"><h1>Signals</h1><TimesIn /></div>
      <SignalFilters filter={filter} change={change} />
      <SignalTable key={JSON.stringify(filter)} filter={filter} />
    </main>
  );
}

function SignalTable({ filter }: { filter: SignalFilter }): VNode {
  const app = useApp();
  const store = useMemo(() => new SignalStore(), []);
  const [shown, setShown] = useState<readonly Signal[]>();
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [isAnswered, setIsAnswered] = useState(false);
  const [opened, setOpened] = useState<Signal>();
  const { value: setups } = useLoaded(() => fetchSetups(app.http), []);
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(EVERY_SIGNAL);
  const take = (signals: readonly Signal[]) => {
    store.take(signals);
    setShown(store.all().filter((signal) => passes(signal, filter)).slice(0, MOST_ROWS));
  };
  const load = async (after?: string) => {
    try {
      const page = await fetchSignals(app.http, { ...filter, limit: PAGE, ...(after === undefined ? {} : { cursor: after }) });
      take(page.signals);
      setCursor(page.nextCursor);
      setIsAnswered(true);
      setProblem(undefined);
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  };
  useEffect(() => {
    const unsubscribe = app.socket.subscribe('signals', (event) => {
      if (event.kind === 'signal') take([event.signal]);
      if (event.kind === 'snapshot') {
        take(event.signals);
        if (event.followsLoss) void load();
      }
    });
    void load();
    return unsubscribe;
  }, []);
  return (
    <>
      <ProblemNote problem={problem} retry={() => void load()} />
      {!isAnswered && problem === undefined ? <Loading /> : null}
      {isAnswered && shown?.length === 0 ? (
        <div class="panel"><Empty title="No signals">
          <UnlessBackfill>
            <p>{setups?.some((setup) => setup.status === 'active') === true
              ? <>The <a href="/setups">setups</a> have given none{isFiltered ? ' that pass the filter' : ' yet'}.</>
              : <>A setup brings them: <a href="/setups">create one</a>.</>} A live job sends them as they come: <code>./candlemill live</code></p>
          </UnlessBackfill>
        </Empty></div>
      ) : null}
      {shown === undefined || shown.length === 0 ? null : (
        <div class="panel table-scroll">
          <table class="stacks signals">
            <thead><tr><th>Candle closed</th><th>Signal</th><th>Symbol</th><th>Strategy</th><th class="number">Price</th><th class="number">Confidence</th><th>Setup</th><th>Status</th><th /></tr></thead>
            <tbody>{shown.map((signal) => <SignalRow key={signal.id} signal={signal} open={() => setOpened(signal)} />)}</tbody>
          </table>
          {shown.length >= MOST_ROWS ? <p class="more muted">The newest {MOST_ROWS.toLocaleString('en-US')}: a filter shows older ones.</p> : cursor === undefined ? null : <div class="more"><button type="button" onClick={() => void load(cursor)}>Older signals</button></div>}
        </div>
      )}
      {opened === undefined ? null : <WhyDialog signal={opened} close={() => setOpened(undefined)} />}
    </>
  );
}

function SignalRow({ signal, open }: { signal: Signal; open: () => void }): VNode {
  const shown = useTableZone();
  const struck = signal.status === 'RETRACTED' ? 'struck' : '';
  const path = chartPath({ symbol: signal.symbol, timeframe: signal.timeframe, indicators: [], strategies: [signal.strategy], grid: [] });
  return (
    <tr data-signal={signal.id}>
      <td class="muted nowrap">
        {shortDateTime(signal.closeTime, shown)}
        {signal.knownAt === undefined ? null : <span class="subtitle" title="When this revision was stored">known {shortDateTime(signal.knownAt, shown)}</span>}
      </td>
      <td><SignalTag signal={signal} /></td>
      <td><a class="symbol" href={path}>{signal.symbol}</a> <span class="muted">{signal.timeframe}</span></td>
      <td class={struck}>{signal.strategy}</td>
      <td class={`number ${struck}`} data-label="at">{price(signal.price)}</td>
      <td class="number" data-label="confidence">{Math.round(signal.confidence * 100)} %</td>
      <td class="muted">{signal.setup}</td>
      <td>{signal.status === 'NEW' ? <span class="muted">new</span> : <span class={`tag ${struck === '' ? '' : 'muted'}`}>{signal.status.toLowerCase()}</span>}</td>
      <td><button type="button" onClick={open}>Why</button></td>
    </tr>
  );
}

function WhyDialog({ signal, close }: { signal: Signal; close: () => void }): VNode {
  const shown = useTableZone();
  return <Dialog title="Why" close={close}><SignalWhy signal={signal} zone={shown} /></Dialog>;
}
