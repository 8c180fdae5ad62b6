import { TickMarkType, type Time } from 'lightweight-charts';
import { describe, expect, test } from 'vitest';
import type { Timeframe } from '../model/timeframe';
import { AxisLabels } from './axis-labels';
import { ZonedTimeScale } from './zoned-time-scale';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

interface Axis {
  readonly shown: string;
  readonly venue?: string;
  readonly timeframe?: Timeframe;
  readonly closeTimeOf?: (openTime: number) => number | undefined;
}

/** Open times of candles with what the axis writes at them, from the weight of a day on. */
function marks(openTimes: readonly number[], { shown, venue = 'UTC', timeframe = '1h', closeTimeOf = () => undefined }: Axis): [string, string][] {
  const scale = new ZonedTimeScale();
  const labels = new AxisLabels(timeframe, { shown, venue }, closeTimeOf);
  scale.axisTime = (openTime) => labels.axisTime(openTime);
  const points = openTimes.map((openTime) => ({ time: scale.convertHorzItemToInternal((openTime / 1000) as Time), timeWeight: 0 as never, originalTime: openTime / 1000 }));
  scale.fillWeightsForPoints(points, 0);
  const typeOf = (weight: number): TickMarkType | undefined => ({ 50: TickMarkType.DayOfMonth, 60: TickMarkType.Month, 70: TickMarkType.Year })[weight];
  return points.flatMap((point) => {
    const type = typeOf(point.timeWeight);
    return type === undefined ? [] : [[new Date(point.originalTime * 1000).toISOString().slice(0, 16), labels.tick(point.originalTime as Time, type)] as [string, string]];
  });
}

function hours(from: string, count: number): number[] {
  return Array.from({ length: count }, (_, index) => at(from) + index * HOUR);
}

describe('the marks of the axis stand where days begin in the zone that it is written in', () => {
  test('over New Year in Los Angeles', () => {
    expect(marks(hours('2025-12-30T01:00:00Z', 104), { shown: 'America/Los_Angeles' })).toEqual([
      ['2025-12-30T08:00', '30 Dec'], ['2025-12-31T08:00', '31 Dec'], ['2026-01-01T08:00', '2026'], ['2026-01-02T08:00', '2 Jan'], ['2026-01-03T08:00', '3 Jan'],
    ]);
  });

  test('over New Year in UTC', () => {
    expect(marks(hours('2025-12-31T01:00:00Z', 48), { shown: 'UTC' })).toEqual([['2026-01-01T00:00', '2026'], ['2026-01-02T00:00', '2 Jan']]);
  });

  test('of New York’s morning seen from Tokyo, where it is two days', () => {
    const sessions = ['2025-06-27', '2025-06-30'].flatMap((day) => hours(`${day}T13:30:00Z`, 7));
    expect(marks(sessions, { shown: 'Asia/Tokyo' })).toEqual([
      ['2025-06-27T15:30', '28 Jun'], ['2025-06-30T13:30', '30 Jun'], ['2025-06-30T15:30', 'Jul'],
    ]);
  });

  test('on the days on which the clocks change, once each', () => {
    const days = (from: string) => marks(hours(from, 72), { shown: 'America/New_York' });
    expect(days('2025-11-01T05:00:00Z')).toEqual([['2025-11-02T04:00', '2 Nov'], ['2025-11-03T05:00', '3 Nov']]);
    expect(days('2025-03-08T06:00:00Z')).toEqual([['2025-03-09T05:00', '9 Mar'], ['2025-03-10T04:00', '10 Mar'], ['2025-03-11T04:00', '11 Mar']]);
  });

  test('of days by their session, whatever zone is chosen', () => {
    const opens = ['2025-07-30T21:00:00Z', '2025-07-31T21:00:00Z', '2025-08-03T21:00:00Z'].map(at);
    const day = { timeframe: '1d', venue: 'America/New_York', shown: 'UTC', closeTimeOf: (openTime: number) => openTime + 24 * HOUR } as const;
    expect(marks(opens, day).slice(1)).toEqual([['2025-07-31T21:00', 'Aug'], ['2025-08-03T21:00', '4 Aug']]);
  });
});
