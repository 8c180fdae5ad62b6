import type { SeriesMarker, Time } from 'lightweight-charts';
import type { Signal } from '../model/signal';
import { faded, type Palette } from './palette';
import { timeOf } from './series-data';

/** Arrows below for BUY and above for SELL, oldest first; retracted ones grey with their text struck through. */
export function signalMarkers(signals: readonly Signal[], palette: Palette, withText: boolean): SeriesMarker<Time>[] {
  return signals
    .filter((signal) => signal.type !== 'HOLD')
    .map((signal) => marker(signal, palette, withText))
    .sort((a, b) => (a.time as number) - (b.time as number));
}

function marker(signal: Signal, palette: Palette, withText: boolean): SeriesMarker<Time> {
  const isBuy = signal.type === 'BUY';
  const isRetracted = signal.status === 'RETRACTED';
  const color = isRetracted ? faded(palette.muted, 0.8) : isBuy ? palette.rising : palette.falling;
  const text = markerText(signal);
  return {
    id: signal.id,
    time: timeOf(signal.openTime),
    position: isBuy ? 'belowBar' : 'aboveBar',
    shape: isBuy ? 'arrowUp' : 'arrowDown',
    color,
    size: 1,
    ...(withText ? { text: isRetracted ? struck(text) : text } : {}),
  };
}

/** `sma_cross 62 %` */
export function markerText(signal: Signal): string {
  return `${signal.strategy.split('(', 1)[0] ?? ''} ${Math.round(signal.confidence * 100)} %`;
}

/** Canvas has no strike-through: every character takes a stroke of its own. */
function struck(text: string): string {
  return [...text].map((character) => `${character}\u0336`).join('');
}
