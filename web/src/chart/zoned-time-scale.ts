import { defaultHorzScaleBehavior, type IHorzScaleBehavior, type Time } from 'lightweight-charts';

type Points = Parameters<IHorzScaleBehavior<Time>['fillWeightsForPoints']>[0];
type Weight = Points[number]['timeWeight'];

const MINUTE = 60_000;
/** The library's weights of what changes within a day, from the largest on. */
const WITHIN_A_DAY: readonly (readonly [millis: number, weight: number])[] = [
  [720 * MINUTE, 33], [360 * MINUTE, 32], [180 * MINUTE, 31], [60 * MINUTE, 30], [30 * MINUTE, 22], [5 * MINUTE, 21], [MINUTE, 20],
];
const YEAR = 70;
const MONTH = 60;
const DAY = 50;

/**
 * A time scale whose days, months and years begin where those of the axis do; the library's own begin in UTC.
 * Times on it stay UTC: shifted ones would meet twice in the hour that summer time gives back.
 */
export class ZonedTimeScale extends defaultHorzScaleBehavior() {
  /** Epoch milliseconds whose UTC fields are what the axis writes of a time. */
  axisTime: (time: number) => number = (time) => time;

  override fillWeightsForPoints(points: Points, startIndex: number): void {
    const timeAt = (index: number) => Number(this.key(points[index]?.time ?? (0 as Time))) * 1000;
    // Before the first one, as long as it lasts itself.
    let before = this.axisTime(startIndex > 0 ? timeAt(startIndex - 1) : 2 * timeAt(0) - timeAt(Math.min(1, points.length - 1)));
    for (let index = startIndex; index < points.length; index += 1) {
      const point = points[index];
      const at = this.axisTime(timeAt(index));
      if (point !== undefined) point.timeWeight = weightOf(at, before) as Weight;
      before = at;
    }
  }
}

/** How much a time begins, by the UTC fields of it and of the one before. */
export function weightOf(at: number, before: number): number {
  const [date, last] = [new Date(at), new Date(before)];
  if (date.getUTCFullYear() !== last.getUTCFullYear()) return YEAR;
  if (date.getUTCMonth() !== last.getUTCMonth()) return MONTH;
  if (date.getUTCDate() !== last.getUTCDate()) return DAY;
  const changed = WITHIN_A_DAY.find(([millis]) => Math.floor(at / millis) !== Math.floor(before / millis));
  return changed?.[1] ?? 0;
}
