import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { fetchSetups, pauseSetup, removeSetup, resumeSetup, type Setup } from '../client/setups';
import { age } from '../format/times';
import { setupChartPath } from '../model/route';
import { useApp } from '../parts/app-context';
import { Empty, Loading, ProblemNote } from '../parts/notes';
import { SetupDialog } from '../parts/setup-dialog';
import { useLoaded, useNow } from '../parts/use-loaded';

const LOOKS = { active: 'live', paused: 'stale', stopped: 'closed' } as const;

/** What is to be computed: setups with their indicators and strategies. */
export function Setups(): VNode {
  const app = useApp();
  const { value: setups, problem, reload } = useLoaded(() => fetchSetups(app.http), [], { everyMillis: 30_000 });
  const [edited, setEdited] = useState<Setup | 'new'>();
  const create = <button class="primary" type="button" disabled={!app.mayTrade()} onClick={() => setEdited('new')}>New setup</button>;
  return (
    <main class="page">
      <div class="page-head"><h1>Setups</h1>{create}</div>
      {app.mayTrade() ? null : <p class="muted">Changing setups needs a token of the role trader.</p>}
      <ProblemNote problem={problem} retry={reload} />
      {setups === undefined && problem === undefined ? <Loading /> : null}
      {setups?.length === 0 ? (
        <div class="panel"><Empty title="No setups yet">
          <p>A setup says which indicators and strategies run on a symbol; a live job begins to compute it at once.</p>
          <p>{create}</p>
          <p>Or: <code>./candlemill setup add my-setup --symbol XNAS:AAPL --timeframes 1h,1d --strategy 'sma_cross(20,50)'</code></p>
        </Empty></div>
      ) : null}
      <div class="cards">{setups?.map((setup) => <SetupCard key={setup.id} setup={setup} edit={() => setEdited(setup)} changed={reload} />)}</div>
      {edited === undefined ? null : <SetupDialog setup={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} saved={reload} />}
    </main>
  );
}

function SetupCard({ setup, edit, changed }: { setup: Setup; edit: () => void; changed: () => void }): VNode {
  const app = useApp();
  const now = useNow(30_000);
  const [problem, setProblem] = useState<Problem>();
  const [asksRemoval, setAsksRemoval] = useState(false);
  const act = async (action: () => Promise<void>) => {
    try {
      await action();
      setProblem(undefined);
      changed();
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  };
  const isActive = setup.status === 'active';
  return (
    <article class="panel card" data-setup={setup.id}>
      <div class="row"><h2 class="grow">{setup.id}</h2><span class={`badge ${LOOKS[setup.status]}`}>{setup.status}</span></div>
      {setup.statusReason === '' ? null : <p class="reason muted">{setup.statusReason}</p>}
      <strong>{setup.symbol}</strong>
      <div class="row">
        {setup.timeframes.map((timeframe) => (
          <a key={timeframe} class="button" href={setupChartPath(setup, timeframe)} target="_blank" rel="noopener" title="Chart in a new tab">{timeframe} ↗</a>
        ))}
      </div>
      <div class="specs-line"><span class="muted">Strategies</span> {setup.strategies.length === 0 ? 'none' : setup.strategies.join('  ')}</div>
      <div class="specs-line"><span class="muted">Indicators</span> {setup.indicators.length === 0 ? 'none further' : setup.indicators.join('  ')}</div>
      <small class="muted">Changed {age(now - setup.updatedAt)} ago</small>
      <ProblemNote problem={problem} />
      {!app.mayTrade() ? null : asksRemoval ? (
        <div class="row">
          <span>Remove it? Its signals stay.</span>
          <button class="dangerous" type="button" onClick={() => void act(() => removeSetup(app.http, setup.id))}>Remove</button>
          <button type="button" onClick={() => setAsksRemoval(false)}>Keep</button>
        </div>
      ) : (
        <div class="row">
          <button type="button" onClick={edit}>Edit</button>
          <button type="button" onClick={() => void act(() => (isActive ? pauseSetup(app.http, setup.id) : resumeSetup(app.http, setup.id)))}>{isActive ? 'Pause' : 'Resume'}</button>
          <button class="dangerous" type="button" onClick={() => setAsksRemoval(true)}>Remove…</button>
        </div>
      )}
    </article>
  );
}
