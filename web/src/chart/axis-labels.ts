import { TickMarkType, type Time } from 'lightweight-charts';
import { candleName, clock, dayAndMonth, localFields, month, sessionDate, year, type Zones } from '../format/times';
import { isIntraday, nominalMillis, type Timeframe } from '../model/timeframe';

/** Writes the times of the axis in the chosen zone; days and longer by their session date, which has no zone. */
export class AxisLabels {
  constructor(
    private readonly timeframe: Timeframe,
    private readonly zones: Zones,
    private readonly closeTimeOf: (openTime: number) => number | undefined,
  ) {}

  tick(time: Time, type: TickMarkType): string {
    const shown = this.axisTime(millis(time));
    switch (type) {
      case TickMarkType.Year:
        return year(shown, 'UTC');
      case TickMarkType.Month:
        return month(shown, 'UTC');
      case TickMarkType.DayOfMonth:
        return dayAndMonth(shown, 'UTC');
      case TickMarkType.Time:
      case TickMarkType.TimeWithSeconds:
        return isIntraday(this.timeframe) ? clock(shown, 'UTC') : dayAndMonth(shown, 'UTC');
    }
  }

  crosshair(time: Time): string {
    const openTime = millis(time);
    return candleName({ openTime, closeTime: this.closeTime(openTime) }, this.timeframe, this.zones);
  }

  /** Epoch milliseconds whose UTC fields are what is written of a candle. */
  axisTime(openTime: number): number {
    if (isIntraday(this.timeframe)) {
      return localFields(openTime, this.zones.shown);
    }
    return Date.parse(`${sessionDate(this.closeTime(openTime), this.timeframe, this.zones.venue)}T00:00:00Z`);
  }

  private closeTime(openTime: number): number {
    return this.closeTimeOf(openTime) ?? openTime + nominalMillis(this.timeframe);
  }
}

function millis(time: Time): number {
  return (time as number) * 1000;
}
