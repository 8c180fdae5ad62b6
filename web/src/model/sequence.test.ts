import { describe, expect, test } from 'vitest';
import { Backoff } from './backoff';
import { Sequence } from './sequence';

describe('sequence numbers', () => {
  const begun = () => {
    const sequence = new Sequence();
    sequence.set({ stream: 'a', seq: 41 });
    return sequence;
  };

  test('are taken one by one, and only once', () => {
    const sequence = begun();
    expect(sequence.judge('a', 42, true)).toBe('take');
    expect(sequence.judge('a', 42, true)).toBe('drop');
    expect(sequence.judge('a', 43, true)).toBe('take');
    expect(sequence.last()).toEqual({ stream: 'a', seq: 43 });
  });

  test('that are skipped are a hole, and change nothing', () => {
    const sequence = begun();
    expect(sequence.judge('a', 43, true)).toBe('hole');
    expect(sequence.last()).toEqual({ stream: 'a', seq: 41 });
  });

  test('of another stream or before any snapshot are a hole', () => {
    expect(begun().judge('b', 42, true)).toBe('hole');
    expect(new Sequence().judge('a', 1, true)).toBe('hole');
  });

  test('do not count forming candles, which carry the number that stands', () => {
    const sequence = begun();
    expect(sequence.judge('a', 41, false)).toBe('take');
    expect(sequence.judge('a', 41, false)).toBe('take');
    expect(sequence.judge('a', 42, false)).toBe('hole');
    expect(sequence.judge('a', 42, true)).toBe('take');
  });
});

describe('waiting before the next attempt', () => {
  test('doubles up to the limit and begins anew', () => {
    const backoff = new Backoff(500, 4000, () => 1);
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1000, 2000, 4000, 4000]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  test('is spread by chance over the upper half', () => {
    expect(new Backoff(1000, 4000, () => 0).next()).toBe(500);
    expect(new Backoff(1000, 4000, () => 0.5).next()).toBe(750);
  });
});
