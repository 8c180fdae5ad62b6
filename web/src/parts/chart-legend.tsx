import type { VNode } from 'preact';
import type { DrawnIndicator } from '../chart/chart-view';
import { percentChange, plain, price, volume } from '../format/numbers';
import { candleName, type Zones } from '../format/times';
import { isGap, type Candle, type ChartItem } from '../model/candle';
import type { Signal } from '../model/signal';
import type { Timeframe } from '../model/timeframe';
import { SignalTag } from './market';

interface LegendProps {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly zones: Zones;
  readonly item: ChartItem;
  /** Whose indicator values are shown: a forming candle has none. */
  readonly valuesOf: ChartItem;
  /** Close of the candle before. */
  readonly previous: number | undefined;
  /** Where panes begin, in pixels. */
  readonly panes: readonly number[];
  readonly drawn: readonly DrawnIndicator[];
  readonly withVolume: boolean;
  /** Those of the candle. */
  readonly signals: readonly Signal[];
}

/** The numbers of the candle under the crosshair, else of the newest, each over the pane it belongs to. */
export function ChartLegend({ symbol, timeframe, zones, item, valuesOf, previous, panes, drawn, withVolume, signals }: LegendProps): VNode {
  const inPane = (pane: number) => drawn.filter((indicator) => indicator.pane === pane);
  const paneNumbers = [...new Set(drawn.map((indicator) => indicator.pane))].filter((pane) => pane > 0);
  return (
    <>
      <div class="legend" style={{ top: '6px' }}>
        <div class="legend-title">
          <strong>{symbol}</strong> <span class="muted">{timeframe} · {isGap(item) ? nameOfGap(item, timeframe, zones) : candleName(item, timeframe, zones)}</span>
        </div>
        {isGap(item) ? <div class="muted">no candle stored</div> : <Prices candle={item} previous={previous} />}
        {inPane(0).map((indicator) => <Values key={indicator.indicator.text} drawn={indicator} item={valuesOf} />)}
        {signals.map((signal) => <SignalLine key={signal.id} signal={signal} />)}
      </div>
      {withVolume && !isGap(item) ? <div class="legend" style={{ top: `${(panes[1] ?? 0) + 3}px` }}><span class="muted">Volume</span> {volume(item.volume)}</div> : null}
      {paneNumbers.map((pane) => (
        <div key={pane} class="legend" style={{ top: `${(panes[pane] ?? 0) + 3}px` }}>
          {inPane(pane).map((indicator) => <Values key={indicator.indicator.text} drawn={indicator} item={valuesOf} />)}
        </div>
      ))}
    </>
  );
}

function Prices({ candle, previous }: { candle: Candle; previous: number | undefined }): VNode {
  const change = previous === undefined || previous === 0 ? undefined : candle.close / previous - 1;
  const look = candle.close >= candle.open ? 'positive' : 'negative';
  const number = (value: number) => <span class={look}>{price(value, candle.close)}</span>;
  return (
    <div class="legend-prices">
      <span>O {number(candle.open)}</span> <span>H {number(candle.high)}</span> <span>L {number(candle.low)}</span> <span>C {number(candle.close)}</span>{' '}
      {change === undefined ? null : <span class={look}>{percentChange(change)}</span>}{' '}
      {candle.isFinal ? null : <span class="tag forming">forming</span>}{' '}
      {candle.isFinal && candle.barCount < candle.expectedBarCount ? <span class="tag incomplete">{candle.barCount} of {candle.expectedBarCount} bars</span> : null}{' '}
      {candle.revision > 1 ? <span class="muted">revision {candle.revision}</span> : null}
    </div>
  );
}

function SignalLine({ signal }: { signal: Signal }): VNode {
  const isRetracted = signal.status === 'RETRACTED';
  return (
    <div class="legend-signal">
      <SignalTag signal={signal} /> <span class={isRetracted ? 'struck' : ''}>{signal.strategy} {Math.round(signal.confidence * 100)} %</span>{isRetracted ? ' retracted' : ''}
    </div>
  );
}

function Values({ drawn, item }: { drawn: DrawnIndicator; item: ChartItem }): VNode {
  if (!isGap(item) && drawn.indicator.columns.every((column) => item.values[column] === undefined)) {
    return <div class="muted">{drawn.indicator.text} – no value: it warms up, or no setup computes it</div>;
  }
  return (
    <div>
      <span class="muted">{drawn.indicator.text}</span>{' '}
      {drawn.indicator.columns.map((column, index) => {
        const value = isGap(item) ? undefined : item.values[column];
        return <span key={column} title={column} style={{ color: drawn.colors[index] ?? 'inherit' }}>{value === undefined ? '–' : plain(value)} </span>;
      })}
    </div>
  );
}

function nameOfGap(item: ChartItem, timeframe: Timeframe, zones: Zones): string {
  return candleName({ openTime: item.openTime, closeTime: item.openTime + 1 }, timeframe, zones);
}
