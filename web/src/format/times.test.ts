import { describe, expect, test } from 'vitest';
import { tableZone, venueZone, zoneOf } from '../model/zone';
import { fixed, percentChange, plain, price } from './numbers';
import { age, candleName, clock, dateTime, sessionDate, shortDateTime } from './times';

const at = (text: string) => Date.parse(text);

describe('a time', () => {
  test('is written in the chosen zone', () => {
    const time = at('2025-07-02T13:30:00Z');
    expect(dateTime(time, 'UTC')).toBe('Wed 02 Jul 2025 13:30');
    expect(dateTime(time, 'America/New_York')).toBe('Wed 02 Jul 2025 09:30');
    expect(dateTime(time, 'Asia/Tokyo')).toBe('Wed 02 Jul 2025 22:30');
  });

  test('keeps the two hours apart in data that a zone writes alike when summer time ends', () => {
    const [first, second] = [at('2025-11-02T05:30:00Z'), at('2025-11-02T06:30:00Z')];
    expect(clock(first, 'America/New_York')).toBe('01:30');
    expect(clock(second, 'America/New_York')).toBe('01:30');
    expect(second - first).toBe(3_600_000);
  });

  test('follows the venue over the change to summer time', () => {
    expect(clock(at('2025-03-07T14:30:00Z'), venueZone('XNYS'))).toBe('09:30');
    expect(clock(at('2025-03-10T13:30:00Z'), venueZone('XNYS'))).toBe('09:30');
  });

  test('has its year only in another one', () => {
    const now = at('2025-08-01T00:00:00Z');
    expect(shortDateTime(at('2025-07-02T13:30:00Z'), 'UTC', now)).toBe('02 Jul 13:30');
    expect(shortDateTime(at('2024-07-02T13:30:00Z'), 'UTC', now)).toBe('02 Jul 2024 13:30');
  });
});

describe('a candle of a day or longer', () => {
  test('is named by its session date, whatever zone is chosen', () => {
    const day = { openTime: at('2025-07-02T13:30:00Z'), closeTime: at('2025-07-02T20:00:00Z') };
    expect(candleName(day, '1d', { shown: 'Asia/Tokyo', venue: 'America/New_York' })).toBe('Wed 02 Jul 2025');
    expect(candleName(day, '1h', { shown: 'Asia/Tokyo', venue: 'America/New_York' })).toBe('Wed 02 Jul 2025 22:30');
  });

  test('of currencies is named by the day on which it closes', () => {
    expect(sessionDate(at('2025-03-10T21:00:00Z'), '1d', 'America/New_York')).toBe('2025-03-10');
  });

  test('of a market that never closes is named by the day before its midnight', () => {
    expect(sessionDate(at('2025-07-03T00:00:00Z'), '1d', 'UTC')).toBe('2025-07-02');
  });

  test('that is a week is named by its Monday, a month by its first', () => {
    expect(sessionDate(at('2025-07-03T17:00:00Z'), '1w', 'America/New_York')).toBe('2025-06-30');
    expect(sessionDate(at('2025-07-07T00:00:00Z'), '1w', 'UTC')).toBe('2025-06-30');
    expect(sessionDate(at('2025-07-31T20:00:00Z'), '1M', 'America/New_York')).toBe('2025-07-01');
    expect(sessionDate(at('2025-08-01T00:00:00Z'), '1M', 'UTC')).toBe('2025-07-01');
  });
});

test('the zone of a venue is what the server says, else what is known, else UTC', () => {
  expect(venueZone('XTKS')).toBe('Asia/Tokyo');
  expect(venueZone('XTKS', 'Europe/Paris')).toBe('Europe/Paris');
  expect(venueZone('NOWHERE')).toBe('UTC');
  expect(zoneOf('utc', 'Asia/Tokyo')).toBe('UTC');
  expect(zoneOf('venue', 'Asia/Tokyo')).toBe('Asia/Tokyo');
  expect([tableZone('venue'), tableZone('utc')]).toEqual(['UTC', 'UTC']);
});

test('an age is told in one unit', () => {
  expect([12_000, 5 * 60_000, 3 * 3_600_000, 50 * 3_600_000].map(age)).toEqual(['12 s', '5 min', '3 h', '2 d']);
});

test('prices show about five digits, changes their sign', () => {
  expect([61_500.456, 208.914, 12.3456, 1.08421, 0.0012345, 0].map((value) => price(value))).toEqual(['61,500.46', '208.91', '12.346', '1.0842', '0.0012345', '0.00']);
  expect([0.0125, -0.0004, 0.00001].map(percentChange)).toEqual(['+1.25 %', '−0.04 %', '0.00 %']);
  expect([61.25, 0.123456, 1.083421, 512.345, -0.00012, 0].map(plain)).toEqual(['61.25', '0.12346', '1.0834', '512.35', '-0.00012', '0.00']);
  expect(fixed(-3, 1)).toBe('-3.0');
});
