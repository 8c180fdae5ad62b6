import type { SeriesMarker, Time } from 'lightweight-charts';
import type { Signal } from '../model/signal';
import type { Palette } from './palette';
import { timeOf } from './series-data';

/** Arrows below for BUY and above for SELL, oldest first, of signals that stand. */
export function signalMarkers(signals: readonly Signal[], palette: Palette, labelled: ReadonlySet<string>): SeriesMarker<Time>[] {
  return signals
    .filter((signal) => signal.type !== 'HOLD' && signal.status !== 'RETRACTED')
    .map((signal) => marker(signal, palette, labelled.has(signal.id)))
    .sort((a, b) => (a.time as number) - (b.time as number));
}

function marker(signal: Signal, palette: Palette, withText: boolean): SeriesMarker<Time> {
  const isBuy = signal.type === 'BUY';
  return {
    id: signal.id,
    time: timeOf(signal.openTime),
    position: isBuy ? 'belowBar' : 'aboveBar',
    shape: isBuy ? 'arrowUp' : 'arrowDown',
    color: isBuy ? palette.positive : palette.negative,
    size: 1,
    ...(withText ? { text: markerText(signal) } : {}),
  };
}

/** `sma_cross 62 %` */
export function markerText(signal: Signal): string {
  return `${signal.strategy.split('(', 1)[0] ?? ''} ${Math.round(signal.confidence * 100)} %`;
}
