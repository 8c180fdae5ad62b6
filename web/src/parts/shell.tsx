import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Connection } from '../client/live-socket';
import { isTyping } from './navigation';
import { useApp } from './app-context';
import { Icon } from './icons';
import { SearchDialog } from './search-dialog';
import { SettingsDialog } from './settings-dialog';

const PLACES = [
  ['dashboard', '/', 'Dashboard'],
  ['charts', '/chart', 'Charts'],
  ['setups', '/setups', 'Setups'],
  ['screener', '/screener', 'Screener'],
  ['signals', '/signals', 'Signals'],
  ['health', '/health', 'Health'],
] as const;

/** Header, navigation and search around every page. */
export function Shell({ page, children }: { page: string; children: ComponentChildren }): VNode {
  const app = useApp();
  const [search, setSearch] = useState<string>();
  const [showsSettings, setShowsSettings] = useState(false);
  useEffect(() => app.onOpenSearch(setSearch), [app]);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === '/' || /^[a-zA-Z]$/.test(event.key)) {
        event.preventDefault();
        setSearch(event.key === '/' ? '' : event.key.toUpperCase());
      }
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, []);
  const current = page === 'chart' ? 'charts' : page;
  return (
    <div class="shell">
      <header class="top">
        <a class="brand" href="/" aria-label="candlemill"><img src="/icon.svg" alt="" /><span>candlemill</span></a>
        <nav class="nav" aria-label="Pages">
          {PLACES.map(([name, path, title]) => (
            <a key={name} href={path} aria-current={current === name ? 'page' : undefined}><Icon name={name} />{title}</a>
          ))}
        </nav>
        <span class="grow" />
        <button class="search-button" type="button" onClick={() => setSearch('')}>Search <kbd>/</kbd></button>
        <ConnectionBadge />
        <button class="icon quiet" type="button" aria-label="Settings" title="Theme, time zone, colours" onClick={() => setShowsSettings(true)}>⚙</button>
      </header>
      {children}
      {search === undefined ? null : <SearchDialog text={search} close={() => setSearch(undefined)} />}
      {showsSettings ? <SettingsDialog close={() => setShowsSettings(false)} /> : null}
    </div>
  );
}

const CONNECTIONS: Record<Connection, [look: string, text: string, meaning: string]> = {
  live: ['live', 'Connected', 'Live events come over the WebSocket.'],
  connecting: ['stale', 'Connecting', 'The WebSocket is being opened.'],
  offline: ['offline', 'Offline', 'No live events; trying again. What was missed is loaded then.'],
  refused: ['offline', 'Logged out', 'The server does not know this session any more.'],
};

export function ConnectionBadge(): VNode {
  const app = useApp();
  const [state, setState] = useState<Connection>('connecting');
  useEffect(() => app.socket.watch(setState), [app]);
  const [look, text, meaning] = CONNECTIONS[state];
  return <span class={`badge connection ${look}`} title={meaning} role="status" aria-label={text}><span class="long">{text}</span></span>;
}
