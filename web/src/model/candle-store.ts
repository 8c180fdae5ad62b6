import { isGap, supersedes, type Candle, type ChartItem, type Gap } from './candle';

/** Candles as the server told them for one question. */
export interface CandlePage {
  /** Ascending and unique. */
  readonly candles: readonly Candle[];
  /** Open times that the calendar expects and that are not stored, ascending; also after the page's newest candle. */
  readonly missing: readonly number[];
  /** Whether nothing older is stored. */
  readonly isOldest: boolean;
}

/** Values that come apart from their candle, with the revisions that they belong to. */
export type CandleValues = Pick<Candle, 'openTime' | 'revision' | 'indicatorRevision' | 'values'>;

/** What a page or an update did to the store. */
export type Change = 'none' | 'last' | 'all';

/** Final candles by open time, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly candles: number;
}

/**
 * The candles of one symbol and timeframe that a chart shows: one stretch without a hole, to which older
 * pages are stitched on the left and live candles on the right.
 *
 * Invariants: open times ascend and are unique; a final candle is never replaced by a forming one, nor a
 * higher revision by a lower one. A forming candle stays until its final one comes, even when the next one forms.
 */
export class CandleStore {
  private items: ChartItem[] = [];
  private oldestReached = false;

  /** Ascending by open time, gaps among them. */
  all(): readonly ChartItem[] {
    return this.items;
  }

  last(): Candle | undefined {
    return this.items.findLast((item): item is Candle => !isGap(item));
  }

  lastFinal(): Candle | undefined {
    return this.items.findLast((item): item is Candle => !isGap(item) && item.isFinal);
  }

  /** The newest final candles that are here, so many at most. */
  newest(most: number): Stretch | undefined {
    const finals = this.items.filter((item): item is Candle => !isGap(item) && item.isFinal).slice(-most);
    const [first, last] = [finals[0], finals.at(-1)];
    return first === undefined || last === undefined ? undefined : { from: first.openTime, to: last.closeTime, candles: finals.length };
  }

  /** Open time from which older candles are asked for. */
  oldestOpenTime(): number | undefined {
    return this.items[0]?.openTime;
  }

  hasOldest(): boolean {
    return this.oldestReached;
  }

  at(openTime: number): ChartItem | undefined {
    const index = this.indexOf(openTime);
    return this.items[index]?.openTime === openTime ? this.items[index] : undefined;
  }

  /** The candle that holds a time, for a chart that follows another one's crosshair. */
  containing(time: number): Candle | undefined {
    const item = this.items[this.indexOf(time + 1) - 1];
    return item !== undefined && !isGap(item) && time < item.closeTime ? item : undefined;
  }

  /** Begins anew with the newest page; what came live after it is kept. */
  reset(page: CandlePage): Change {
    const newest = page.candles.at(-1)?.openTime ?? -Infinity;
    const newer = this.items.filter((item): item is Candle => !isGap(item) && item.openTime > newest);
    const candles = [...page.candles, ...newer];
    const end = candles.at(-1)?.openTime ?? -Infinity;
    this.items = merge(candles, page.missing.filter((openTime) => openTime < end));
    this.oldestReached = page.isOldest;
    return 'all';
  }

  /**
   * Stitches a page of candles before `before`. It is refused where it would not touch what is there,
   * which happens when an answer comes after the store began anew.
   */
  prepend(page: CandlePage, before: number): Change {
    const oldest = this.oldestOpenTime();
    if (oldest === undefined || before !== oldest) {
      return 'none';
    }
    this.oldestReached = page.isOldest;
    const older = merge(page.candles, page.missing).filter((item) => item.openTime < before);
    this.items = [...older, ...this.items];
    return older.length === 0 ? 'none' : 'all';
  }

  /** Takes what a reconnect missed: a page of candles from the last final one on. */
  extend(page: CandlePage): Change {
    let change: Change = 'none';
    for (const candle of page.candles) {
      change = largerChange(change, this.apply(candle));
      change = largerChange(change, this.applyValues(candle));
    }
    for (const openTime of page.missing) {
      change = largerChange(change, this.insertGap(openTime));
    }
    return change;
  }

  /** Takes a live candle, final or forming. */
  apply(candle: Candle): Change {
    const index = this.indexOf(candle.openTime);
    const current = this.items[index];
    if (current?.openTime === candle.openTime) {
      return this.replace(index, current, candle);
    }
    if (index < this.items.length) {
      return this.insertInside(index, candle);
    }
    this.items.push(candle);
    return 'last';
  }

  /** Takes indicator values of a candle that is there, unless they belong to an earlier state of it. */
  applyValues(values: CandleValues): Change {
    const index = this.indexOf(values.openTime);
    const current = this.items[index];
    if (current?.openTime !== values.openTime || isGap(current) || !current.isFinal || isOlder(values, current)) {
      return 'none';
    }
    const { revision, indicatorRevision } = values;
    this.items[index] = { ...current, revision, indicatorRevision, values: { ...current.values, ...values.values } };
    return index === this.items.length - 1 ? 'last' : 'all';
  }

  private replace(index: number, current: ChartItem, candle: Candle): Change {
    if (!isGap(current) && !supersedes(candle, current)) {
      return 'none';
    }
    this.items[index] = isGap(current) ? candle : { ...candle, values: { ...current.values, ...candle.values } };
    return index === this.items.length - 1 ? 'last' : 'all';
  }

  /** A final candle that comes late belongs where it opens; older than all, it waits for its page. */
  private insertInside(index: number, candle: Candle): Change {
    if (!candle.isFinal || (index === 0 && !this.oldestReached)) {
      return 'none';
    }
    this.items.splice(index, 0, candle);
    return 'all';
  }

  /** None before what is loaded, and none after the newest candle, where nothing is yet. */
  private insertGap(openTime: number): Change {
    const index = this.indexOf(openTime);
    if (index === 0 || index === this.items.length || this.items[index]?.openTime === openTime) {
      return 'none';
    }
    this.items.splice(index, 0, { openTime, gap: true });
    return 'all';
  }

  /** Index of the first item that opens at or after a time. */
  indexOf(openTime: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.items[middle]?.openTime ?? Infinity) < openTime) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** One ascending list; where a candle is stored after all, it wins over the gap. */
function merge(candles: readonly Candle[], missing: readonly number[]): ChartItem[] {
  const byTime = new Map<number, ChartItem>();
  for (const openTime of missing) {
    byTime.set(openTime, { openTime, gap: true } satisfies Gap);
  }
  for (const candle of candles) {
    const current = byTime.get(candle.openTime);
    if (current === undefined || isGap(current) || supersedes(candle, current)) {
      byTime.set(candle.openTime, candle);
    }
  }
  return [...byTime.values()].sort((a, b) => a.openTime - b.openTime);
}

function isOlder(values: CandleValues, candle: Candle): boolean {
  return values.revision === candle.revision
    ? values.indicatorRevision < candle.indicatorRevision
    : values.revision < candle.revision;
}

export function largerChange(a: Change, b: Change): Change {
  const order: readonly Change[] = ['none', 'last', 'all'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
