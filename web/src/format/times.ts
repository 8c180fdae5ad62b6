import { isIntraday, type Timeframe } from '../model/timeframe';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make and asked for with every move of the crosshair. */
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(key, made);
  }
  return made;
}

/** `Wed 02 Jul 2025 13:30` */
export function dateTime(time: number, zone: string): string {
  const parts = { weekday: 'short', day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return format(zone, parts).format(time).replaceAll(',', '');
}

/** `02 Jul 13:30`, with the year where it is not this one. */
export function shortDateTime(time: number, zone: string, now: number = Date.now()): string {
  const year = format(zone, { year: 'numeric' });
  const parts = { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const withYear = year.format(time) === year.format(now) ? parts : ({ ...parts, year: 'numeric' } as const);
  return format(zone, withYear).format(time).replaceAll(',', '');
}

export function clock(time: number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(time);
}

export function dayAndMonth(time: number, zone: string): string {
  return format(zone, { day: 'numeric', month: 'short' }).format(time);
}

export function month(time: number, zone: string): string {
  return format(zone, { month: 'short' }).format(time);
}

export function year(time: number, zone: string): string {
  return format(zone, { year: 'numeric' }).format(time);
}

const DAY = 86_400_000;
/** Offsets by zone and UTC day; of a day on which the clocks change there is none. */
const offsets = new Map<string, number | undefined>();

/** Epoch milliseconds whose UTC fields are what a clock of the zone shows; two times may have the same. */
export function localFields(time: number, zone: string): number {
  const day = Math.floor(time / DAY) * DAY;
  const key = `${zone} ${day}`;
  if (!offsets.has(key)) {
    const offset = offsetAt(day, zone);
    offsets.set(key, offset === offsetAt(day + DAY, zone) ? offset : undefined);
  }
  return time + (offsets.get(key) ?? offsetAt(time, zone));
}

function offsetAt(time: number, zone: string): number {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const [day, month, year, hour, minute, second] = format(zone, parts).format(time).split(/[/, :]+/).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

/** A session date, `2025-07-02`, as `Wed 02 Jul 2025`. It has no zone. */
export function sessionDay(date: string): string {
  const parts = { weekday: 'short', day: '2-digit', month: 'short', year: 'numeric' } as const;
  return format('UTC', parts).format(Date.parse(`${date}T00:00:00Z`)).replaceAll(',', '');
}

/**
 * The session date that names a candle of a day or longer: the venue's local day on which it closes, that
 * week's Monday, the first of that month.
 */
export function sessionDate(closeTime: number, timeframe: Timeframe, venueZone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const [day = '', month = '', year = ''] = format(venueZone, parts).format(closeTime - 1).split('/');
  if (timeframe === '1M') {
    return `${year}-${month}-01`;
  }
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (timeframe === '1w') {
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  }
  return date.toISOString().slice(0, 10);
}

/** The zone in which times are written, and the venue's, in which its days are named. */
export interface Zones {
  readonly shown: string;
  readonly venue: string;
}

/** How a candle is named: by its time, or by its session date from a day on. */
export function candleName(candle: { openTime: number; closeTime: number }, timeframe: Timeframe, zones: Zones): string {
  if (isIntraday(timeframe)) {
    return dateTime(candle.openTime, zones.shown);
  }
  const date = sessionDate(candle.closeTime, timeframe, zones.venue);
  return timeframe === '1M' ? date.slice(0, 7) : sessionDay(date);
}

/** `12 s`, `5 min`, `3 h`, `2 d`: how long ago, in one unit. */
export function age(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
