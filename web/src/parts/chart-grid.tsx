import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Zones } from '../format/times';
import type { Stretch } from '../model/candle-store';
import type { ChosenIndicator } from '../model/indicator';
import type { ChartRoute } from '../model/route';
import type { Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { ChartFrame } from './chart-frame';

interface GridProps {
  readonly route: ChartRoute;
  readonly zones: Zones;
  readonly indicators: readonly ChosenIndicator[];
  readonly withVolume: boolean;
  readonly signalsChanged: (timeframe: Timeframe, signals: readonly Signal[], isCut: boolean) => void;
  readonly signalClicked: (signal: Signal) => void;
  readonly loaded: (timeframe: Timeframe, stretch: Stretch | undefined) => void;
}

/** Several timeframes of one symbol, whose crosshairs stand at the same time. */
export function ChartGrid({ route, zones, indicators, withVolume, signalsChanged, signalClicked, loaded }: GridProps): VNode {
  const [pointed, setPointed] = useState<{ from: string; time: number | undefined }>();
  return (
    <div class="chart-grid">
      {route.grid.map((timeframe) => (
        <ChartFrame
          key={`${route.symbol}|${timeframe}|${route.setup ?? ''}`} symbol={route.symbol} timeframe={timeframe} setup={route.setup} zones={zones} indicators={indicators}
          strategies={route.strategies} withVolume={withVolume} signalsChanged={signalsChanged} signalClicked={signalClicked} loaded={loaded}
          pointed={(time) => setPointed({ from: timeframe, time })} pointedTime={pointed?.from === timeframe ? undefined : pointed?.time}
        />
      ))}
    </div>
  );
}
