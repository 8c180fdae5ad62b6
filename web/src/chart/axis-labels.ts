import { TickMarkType, type Time } from 'lightweight-charts';
import { candleName, clock, dayAndMonth, month, sessionDate, year, type Zones } from '../format/times';
import { isIntraday, nominalMillis, type Timeframe } from '../model/timeframe';

/**
 * Writes the times of the axis in the chosen zone. The chart's own times stay UTC: shifted ones would
 * meet twice in the hour that summer time gives back.
 */
export class AxisLabels {
  constructor(
    private readonly timeframe: Timeframe,
    private readonly zones: Zones,
    private readonly closeTimeOf: (openTime: number) => number | undefined,
  ) {}

  tick(time: Time, type: TickMarkType): string {
    const openTime = millis(time);
    if (!isIntraday(this.timeframe)) {
      return this.tickOfDays(openTime, type);
    }
    switch (type) {
      case TickMarkType.Year:
        return year(openTime, this.zones.shown);
      case TickMarkType.Month:
        return month(openTime, this.zones.shown);
      case TickMarkType.DayOfMonth:
        return dayAndMonth(openTime, this.zones.shown);
      case TickMarkType.Time:
      case TickMarkType.TimeWithSeconds:
        return clock(openTime, this.zones.shown);
    }
  }

  crosshair(time: Time): string {
    const openTime = millis(time);
    return candleName({ openTime, closeTime: this.closeTime(openTime) }, this.timeframe, this.zones);
  }

  /** Days are named by their session date, which has no zone. */
  private tickOfDays(openTime: number, type: TickMarkType): string {
    const date = sessionDate(this.closeTime(openTime), this.timeframe, this.zones.venue);
    const day = Date.parse(`${date}T00:00:00Z`);
    if (type === TickMarkType.Year) return year(day, 'UTC');
    return type === TickMarkType.Month ? month(day, 'UTC') : dayAndMonth(day, 'UTC');
  }

  private closeTime(openTime: number): number {
    return this.closeTimeOf(openTime) ?? openTime + nominalMillis(this.timeframe);
  }
}

function millis(time: Time): number {
  return (time as number) * 1000;
}
