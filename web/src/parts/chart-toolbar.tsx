import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SymbolDetails } from '../client/symbols';
import { choose, isStored, type Catalogue } from '../model/indicator';
import type { ChartRoute } from '../model/route';
import { keyOf, TIMEFRAMES, type Timeframe } from '../model/timeframe';
import { ZONE_CHOICES } from '../model/zone';
import { useApp } from './app-context';
import { Dialog, Segments, Star } from './controls';
import { showsVolume, usePreference, zone } from './preferences';
import { SpecPicker } from './spec-picker';

interface ToolbarProps {
  readonly route: ChartRoute;
  readonly details: SymbolDetails | undefined;
  readonly catalogue: Catalogue | undefined;
  readonly go: (change: Partial<ChartRoute>, mode?: 'push' | 'replace') => void;
  readonly showsSignals: boolean;
  readonly toggleSignals: () => void;
  readonly signalCount: number;
  /** Nothing while no candle is loaded. */
  readonly csv: Csv | undefined;
}

/** What the download is of. */
export interface Csv {
  readonly path: string;
  readonly timeframe: Timeframe;
  readonly candles: number;
}

const ZONES = { utc: 'UTC', venue: 'Venue', local: 'Local' } as const;
/** What a grid shows at first. */
const GRID: readonly Timeframe[] = ['5m', '1h', '4h', '1d'];

export function ChartToolbar({ route, details, catalogue, go, showsSignals, toggleSignals, signalCount, csv }: ToolbarProps): VNode {
  const app = useApp();
  const [chosenZone, setZone] = usePreference(zone);
  const [picksIndicators, setPicksIndicators] = useState(false);
  const isGrid = route.grid.length > 0;
  const known = route.indicators.filter((text) => catalogue === undefined || choose(text, catalogue) !== undefined).length;
  const stored = details?.timeframes ?? [];
  return (
    <div class="toolbar">
      <div class="row symbol-row">
        <button class="quiet symbol-button" type="button" title="Search another symbol" onClick={() => app.openSearch()}><strong>{route.symbol}</strong></button>
        <Star symbol={route.symbol} isFavorite={details?.isFavorite ?? false} />
        <span class="muted symbol-name">{details?.name ?? ''}</span>
        {details?.isOpen === undefined ? null : <span class={`badge ${details.isOpen ? 'live' : 'closed'}`}>{details.isOpen ? 'market open' : 'market closed'}</span>}
      </div>
      <Segments
        label="Timeframe" options={TIMEFRAMES} chosen={route.timeframe} choose={(timeframe) => go({ timeframe, grid: [] }, 'push')}
        hintOf={(timeframe) => hintOf(timeframe, stored)}
      />
      <div class="row">
        <button type="button" onClick={() => setPicksIndicators(true)} disabled={catalogue === undefined}>
          Indicators{known > 0 ? ` (${known})` : ''}
        </button>
        <button type="button" aria-pressed={showsSignals} onClick={toggleSignals}>Signals{signalCount > 0 ? ` (${signalCount})` : ''}</button>
        <button type="button" aria-pressed={isGrid} onClick={() => go({ grid: isGrid ? [] : gridOf(stored) }, 'push')}>{isGrid ? 'One chart' : 'Grid'}</button>
        <Segments label="Times in" options={ZONE_CHOICES} chosen={chosenZone} choose={setZone} textOf={(choice) => ZONES[choice]} />
        {csv === undefined ? null : (
          <a class="button" href={csv.path} download title={`The ${csv.candles} candles of ${csv.timeframe} that are loaded here, with the indicators of the chart. Scroll left to load older ones.`}>
            CSV of {csv.candles.toLocaleString('en-US')} candles
          </a>
        )}
      </div>
      {picksIndicators && catalogue !== undefined ? (
        <IndicatorDialog catalogue={catalogue} chosen={route.indicators} change={(indicators) => go({ indicators })} close={() => setPicksIndicators(false)} />
      ) : null}
    </div>
  );
}

function hintOf(timeframe: Timeframe, stored: readonly Timeframe[]): string {
  const key = keyOf(timeframe);
  const without = stored.length > 0 && !stored.includes(timeframe) ? ' (nothing stored)' : '';
  return (key === undefined ? timeframe : `${timeframe}, key ${key}`) + without;
}

function gridOf(stored: readonly Timeframe[]): readonly Timeframe[] {
  const there = GRID.filter((timeframe) => stored.includes(timeframe));
  return there.length >= 2 ? there : stored.length >= 2 ? stored.slice(0, 4) : GRID;
}

interface IndicatorDialogProps {
  readonly catalogue: Catalogue;
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  readonly close: () => void;
}

function IndicatorDialog({ catalogue, chosen, change, close }: IndicatorDialogProps): VNode {
  const [withVolume, setVolume] = usePreference(showsVolume);
  const kinds = catalogue.indicators.map((kind) => ({ ...kind, spec: storedSpec(kind.name, catalogue) ?? kind.spec, group: kind.category }));
  const noteOf = (spec: string) => {
    const indicator = choose(spec, catalogue);
    const isThere = indicator === undefined || isStored(indicator, catalogue);
    return isThere ? undefined : 'Not computed for every candle: values appear where a setup asks for it.';
  };
  return (
    <Dialog title="Indicators" close={close}>
      <p><label class="choice"><input type="checkbox" checked={withVolume} onChange={(event) => setVolume(event.currentTarget.checked)} /> Volume</label></p>
      <SpecPicker label="On this chart" kinds={kinds} chosen={chosen} change={change} noteOf={noteOf} />
    </Dialog>
  );
}

/** The first parameters with which every candle has the indicator, such as ema(12), where the defaults are not stored. */
function storedSpec(name: string, catalogue: Catalogue): string | undefined {
  const lengths = catalogue.columns.map((column) => new RegExp(`^${name}_(\\d+)$`).exec(column)?.[1]).filter((length) => length !== undefined);
  const specs = lengths.map((length) => `${name}(${length})`);
  const kind = catalogue.indicators.find((candidate) => candidate.name === name);
  return kind?.parameters[0]?.name === 'bars' && !specs.includes(kind.spec) ? specs[0] : undefined;
}
