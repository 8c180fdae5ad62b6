import { useEffect, useState } from 'preact/hooks';
import { CANDLE_COLORS, type CandleColors } from '../chart/palette';
import { isTimeframe, type Timeframe } from '../model/timeframe';
import { isZoneChoice, type ZoneChoice } from '../model/zone';

export type Theme = 'system' | 'light' | 'dark';

/** A choice that this browser keeps, shared by all parts that read it. */
export class Preference<T> {
  private readonly watchers = new Set<(value: T) => void>();
  private value: T;

  constructor(
    private readonly name: string,
    private readonly initial: T,
    private readonly read: (text: string) => T | undefined,
    private readonly write: (value: T) => string = String,
  ) {
    this.value = this.stored() ?? initial;
  }

  get(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
    try {
      localStorage.setItem(this.key(), this.write(value));
    } catch {
      // Storage is refused or full: the choice holds until the page is left.
    }
    this.watchers.forEach((watcher) => watcher(value));
  }

  watch(watcher: (value: T) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private key(): string {
    return `candlemill.${this.name}`;
  }

  private stored(): T | undefined {
    try {
      const text = localStorage.getItem(this.key());
      return text === null ? undefined : this.read(text);
    } catch {
      return this.initial;
    }
  }
}

export function usePreference<T>(preference: Preference<T>): [T, (value: T) => void] {
  const [value, setValue] = useState(preference.get());
  useEffect(() => {
    setValue(preference.get());
    return preference.watch(setValue);
  }, [preference]);
  return [value, (next) => preference.set(next)];
}

function oneOf<T extends string>(words: readonly T[]): (text: string) => T | undefined {
  return (text) => words.find((word) => word === text);
}

function strings(text: string): string[] | undefined {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : undefined;
}

export const theme = new Preference<Theme>('theme', 'system', oneOf<Theme>(['system', 'light', 'dark']));
export const zone = new Preference<ZoneChoice>('zone', 'venue', (text) => (isZoneChoice(text) ? text : undefined));
export const candleColors = new Preference<CandleColors>('candles', 'blue-orange', oneOf(CANDLE_COLORS));
export const showsVolume = new Preference<boolean>('volume', true, (text) => text === 'true');
export const dashboardTimeframe = new Preference<Timeframe>('dashboard', '1h', (text) => (isTimeframe(text) ? text : undefined));
/** Addresses of the charts in tabs. */
export const chartTabs = new Preference<readonly string[]>('tabs', [], strings, JSON.stringify);
/** Address of the chart that was looked at last. */
export const lastChart = new Preference<string>('chart', '', (text) => text);

/** A condition that is kept, with the timeframe that it was kept for. */
export interface SavedScreen {
  readonly condition: string;
  /** Nothing: of a time when only the condition was kept. */
  readonly timeframe: Timeframe | undefined;
}

export const savedScreens = new Preference<readonly SavedScreen[]>('screens', [], readScreens, JSON.stringify);

export function readScreens(text: string): SavedScreen[] | undefined {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.flatMap(readScreen) : undefined;
}

function readScreen(item: unknown): SavedScreen[] {
  if (typeof item === 'string') {
    return [{ condition: item, timeframe: undefined }];
  }
  const { condition, timeframe } = Object(item) as { condition?: unknown; timeframe?: unknown };
  if (typeof condition !== 'string') {
    return [];
  }
  return [{ condition, timeframe: typeof timeframe === 'string' && isTimeframe(timeframe) ? timeframe : undefined }];
}
