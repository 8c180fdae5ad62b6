import type { VNode } from 'preact';
import { CANDLE_COLORS } from '../chart/palette';
import { logout } from '../client/session';
import { ZONE_CHOICES } from '../model/zone';
import { useApp } from './app-context';
import { Dialog, Segments } from './controls';
import { candleColors, theme, usePreference, zone, type Theme } from './preferences';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const ZONES = { utc: 'UTC', venue: 'Venue', local: 'Local' } as const;
const COLORS = { 'blue-orange': 'Blue / orange', 'green-red': 'Green / red', mono: 'Mono' } as const;

export function SettingsDialog({ close }: { close: () => void }): VNode {
  const app = useApp();
  const [chosenTheme, setTheme] = usePreference(theme);
  const [chosenZone, setZone] = usePreference(zone);
  const [colors, setColors] = usePreference(candleColors);
  const leave = async () => {
    await logout(app.http).catch(() => undefined);
    location.assign('/');
  };
  return (
    <Dialog title="Settings" close={close}>
      <div class="settings">
        <span>Theme</span><Segments label="Theme" options={THEMES} chosen={chosenTheme} choose={setTheme} textOf={capital} />
        <span>Times in</span><Segments label="Time zone" options={ZONE_CHOICES} chosen={chosenZone} choose={setZone} textOf={(choice) => ZONES[choice]} />
        <span>Candles</span><Segments label="Candle colours" options={CANDLE_COLORS} chosen={colors} choose={setColors} textOf={(choice) => COLORS[choice]} />
        <span>Licences</span><a href="/licenses.txt" target="_blank" rel="noopener">of what this page is made of</a>
        <span>Session</span><span class="row">{app.role}<button type="button" onClick={() => void leave()}>Log out</button></span>
      </div>
      <h2>Keys</h2>
      <div class="keys">
        <kbd>/</kbd><span>or a letter: search</span>
        <kbd>1</kbd><span>to <kbd>9</kbd> on a chart: 5m, 15m, 30m, 1h, 2h, 4h, 1d, 1w, 1M</span>
        <kbd>←</kbd><span><kbd>→</kbd> on a chart: move; <kbd>End</kbd>: the newest candle</span>
      </div>
    </Dialog>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
