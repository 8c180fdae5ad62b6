import type { Signal } from '../model/signal';

/**
 * Ids of the signals whose text has room, the newest first: two on one side of the candles stand at least so many
 * candles apart.
 *
 * @param indexOf which candle opens then
 */
export function labelledSignals(signals: readonly Signal[], indexOf: (openTime: number) => number, apart: number): ReadonlySet<string> {
  const labelled = new Set<string>();
  const nearest = { above: Infinity, below: Infinity };
  for (const signal of [...signals].sort((a, b) => b.openTime - a.openTime)) {
    const index = indexOf(signal.openTime);
    const side = signal.type === 'BUY' ? 'below' : 'above';
    if (nearest[side] - index >= apart) {
      nearest[side] = index;
      labelled.add(signal.id);
    }
  }
  return labelled;
}
