import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Http } from '../client/http';
import { browserSurroundings, LiveSocket } from '../client/live-socket';
import { Problem } from '../client/problem';
import { fetchRole, login, tokenOfFragment, type Role } from '../client/session';
import { App, AppContext } from '../parts/app-context';
import { Empty, ProblemNote } from '../parts/notes';
import { useRoute } from '../parts/navigation';
import { Shell } from '../parts/shell';
import { ChartPage } from './chart-page';
import { Charts } from './charts';
import { Dashboard } from './dashboard';
import { HealthPage } from './health';
import { Login } from './login';
import { Screener } from './screener';
import { Setups } from './setups';
import { Signals } from './signals';

type Session = { state: 'asking' } | { state: 'out'; problem?: Problem } | { state: 'in'; app: App } | { state: 'failed'; problem: Problem };

/** Who asks decides whether there is a page or a login; a token in the address logs in at once. */
export function Root({ http }: { http: Http }): VNode {
  const [session, setSession] = useState<Session>({ state: 'asking' });
  const enter = (role: Role) => setSession({ state: 'in', app: new App(http, openSocket(), role) });
  const begin = () => {
    const token = takeToken();
    setSession({ state: 'asking' });
    (token === undefined ? fetchRole(http) : login(http, token)).then(enter, (thrown: unknown) => {
      const problem = Problem.from(thrown);
      const refused: Session = token === undefined ? { state: 'out' } : { state: 'out', problem };
      setSession(problem.isUnauthorized() ? refused : { state: 'failed', problem });
    });
  };
  useEffect(begin, []);
  useEffect(() => {
    // An address with a token that is pasted into an open tab changes nothing but the fragment.
    const pasted = () => {
      if (tokenOfFragment(location.hash) !== undefined) begin();
    };
    window.addEventListener('hashchange', pasted);
    return () => window.removeEventListener('hashchange', pasted);
  }, []);
  useEffect(() => {
    if (session.state !== 'in') return;
    const { socket } = session.app;
    socket.start();
    const wake = () => socket.start();
    window.addEventListener('online', wake);
    const forget = http.onUnauthorized(() => setSession({ state: 'out' }));
    const unwatch = socket.watch((state) => {
      if (state === 'refused') setSession({ state: 'out' });
    });
    return () => {
      window.removeEventListener('online', wake);
      forget();
      unwatch();
      socket.stop();
    };
  }, [session]);
  switch (session.state) {
    case 'asking':
      return <p class="visually-hidden" role="status">Loading</p>;
    case 'out':
      return <Login http={http} entered={enter} refused={session.problem} />;
    case 'failed':
      return <main class="page login"><ProblemNote problem={session.problem} retry={begin} /></main>;
    case 'in':
      return <AppContext.Provider value={session.app}><Pages /></AppContext.Provider>;
  }
}

/** The token of the address, which it is taken out of at once. */
function takeToken(): string | undefined {
  const token = tokenOfFragment(location.hash);
  if (token !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return token;
}

function openSocket(): LiveSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new LiveSocket(browserSurroundings(`${scheme}://${location.host}/ws/v1`));
}

function Pages(): VNode {
  const route = useRoute();
  useEffect(() => {
    document.title = route.page === 'chart' ? `${route.symbol} ${route.timeframe} · candlemill` : `${route.page} · candlemill`;
  }, [route.page, 'symbol' in route ? route.symbol + route.timeframe : '']);
  return <Shell page={route.page}>{pageOf(route)}</Shell>;
}

function pageOf(route: ReturnType<typeof useRoute>): VNode {
  switch (route.page) {
    case 'dashboard':
      return <Dashboard />;
    case 'charts':
      return <Charts />;
    case 'chart':
      return <ChartPage route={route} />;
    case 'setups':
      return <Setups />;
    case 'screener':
      return <Screener />;
    case 'signals':
      return <Signals />;
    case 'health':
      return <HealthPage />;
    case 'unknown':
      return (
        <main class="page">
          <Empty title="There is no such page"><code>{route.path}</code> is none of ours. <a href="/">To the dashboard</a></Empty>
        </main>
      );
  }
}
