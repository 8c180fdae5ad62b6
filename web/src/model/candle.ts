/** One candle. Times are epoch milliseconds in UTC; half-open, named by `openTime`. */
export interface Candle {
  readonly openTime: number;
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly isFinal: boolean;
  /** Changes of prices and counts; 0 for a forming candle. */
  readonly revision: number;
  /** Changes of indicator values. */
  readonly indicatorRevision: number;
  readonly barCount: number;
  readonly expectedBarCount: number;
  /** Indicator values by column (`sma_20`); one that is not defined yet is absent. */
  readonly values: Readonly<Record<string, number>>;
}

/** A time for which the calendar expects a candle and none is stored. */
export interface Gap {
  readonly openTime: number;
  readonly gap: true;
}

export type ChartItem = Candle | Gap;

export function isGap(item: ChartItem): item is Gap {
  return 'gap' in item;
}

/** Whether `next` may take the place of `current`, which has the same open time. */
export function supersedes(next: Candle, current: Candle): boolean {
  if (next.isFinal !== current.isFinal) {
    return next.isFinal;
  }
  if (!next.isFinal) {
    return next.barCount >= current.barCount;
  }
  if (next.revision !== current.revision) {
    return next.revision > current.revision;
  }
  return next.indicatorRevision === current.indicatorRevision
    ? saysOtherwise(next, current)
    : next.indicatorRevision > current.indicatorRevision;
}

/** A job that has restarted may say something else under a revision: its last word counts. */
function saysOtherwise(next: Candle, current: Candle): boolean {
  return next.open !== current.open || next.high !== current.high || next.low !== current.low
    || next.close !== current.close || next.volume !== current.volume || next.barCount !== current.barCount;
}
