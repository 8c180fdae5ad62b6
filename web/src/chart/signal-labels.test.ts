import { describe, expect, test } from 'vitest';
import type { Signal } from '../model/signal';
import { labelledSignals } from './signal-labels';

function signal(openTime: number, type: 'BUY' | 'SELL'): Signal {
  return { id: `${type}${openTime}`, openTime, type } as Signal;
}

function labelled(signals: readonly Signal[], apart: number): string[] {
  return [...labelledSignals(signals, (openTime) => openTime, apart)].sort();
}

describe('the signals whose text has room', () => {
  test('the newest first, and older ones far enough from it', () => {
    const signals = [1, 4, 5, 9, 10].map((time) => signal(time, 'BUY'));
    expect(labelled(signals, 5)).toEqual(['BUY10', 'BUY5']);
    expect(labelled(signals, 1)).toHaveLength(5);
  });

  test('one on each side of a candle', () => {
    expect(labelled([signal(3, 'BUY'), signal(3, 'SELL'), signal(2, 'SELL')], 2)).toEqual(['BUY3', 'SELL3']);
  });

  test('one of two on the same candle', () => {
    expect(labelledSignals([signal(3, 'BUY'), { ...signal(3, 'BUY'), id: 'other' }], (time) => time, 1).size).toBe(1);
  });
});
