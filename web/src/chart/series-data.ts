import type {
  CandlestickData, HistogramData, LineData, UTCTimestamp, WhitespaceData,
} from 'lightweight-charts';
import { isGap, type Candle, type ChartItem } from '../model/candle';
import { faded, type Palette } from './palette';

export function timeOf(openTime: number): UTCTimestamp {
  return (openTime / 1000) as UTCTimestamp;
}

/** Candles as the chart draws them: gaps as nothing, a forming one as an outline. */
export function candleData(item: ChartItem, palette: Palette): CandlestickData | WhitespaceData {
  const time = timeOf(item.openTime);
  if (isGap(item)) {
    return { time };
  }
  const { open, high, low, close } = item;
  return item.isFinal ? { time, open, high, low, close } : { time, open, high, low, close, ...outline(item, palette) };
}

function outline(candle: Candle, palette: Palette): { color: string; borderColor: string; wickColor: string } {
  const color = directionColor(candle, palette);
  return { color: faded(color, 0.18), borderColor: color, wickColor: faded(color, 0.65) };
}

export function volumeData(item: ChartItem, palette: Palette): HistogramData | WhitespaceData {
  const time = timeOf(item.openTime);
  if (isGap(item)) {
    return { time };
  }
  return { time, value: item.volume, color: faded(directionColor(item, palette), item.isFinal ? 0.55 : 0.25) };
}

/** A band over the whole height where candles are missing. */
export function gapData(items: readonly ChartItem[], palette: Palette): HistogramData[] {
  return items.filter(isGap).map((gap) => ({ time: timeOf(gap.openTime), value: 1, color: faded(palette.muted, 0.16) }));
}

/** A line; the stroke that would bridge a gap after the item is invisible. */
export function lineData(item: ChartItem, column: string, isBeforeGap: boolean): LineData | WhitespaceData {
  const time = timeOf(item.openTime);
  const value = isGap(item) ? undefined : item.values[column];
  if (value === undefined) {
    return { time };
  }
  return isBeforeGap ? { time, value, color: 'transparent' } : { time, value };
}

/** A histogram around zero, such as MACD's: the side by colour. */
export function signedData(item: ChartItem, column: string, palette: Palette): HistogramData | WhitespaceData {
  const time = timeOf(item.openTime);
  const value = isGap(item) ? undefined : item.values[column];
  return value === undefined ? { time } : { time, value, color: faded(value >= 0 ? palette.rising : palette.falling, 0.6) };
}

function directionColor(candle: Candle, palette: Palette): string {
  return candle.close >= candle.open ? palette.rising : palette.falling;
}
