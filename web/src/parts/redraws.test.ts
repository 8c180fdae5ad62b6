import { describe, expect, test } from 'vitest';
import { Redraws, type Frames } from './redraws';

/** Time passes by hand, and while something is drawn. */
class FakeFrames implements Frames {
  time = 0;
  private due: { at: number; draw: () => void } | undefined;

  now = (): number => this.time;

  after = (millis: number, draw: () => void): (() => void) => {
    this.due = { at: this.time + millis, draw };
    return () => (this.due = undefined);
  };

  pass(millis: number): void {
    this.time += millis;
    if (this.due !== undefined && this.due.at <= this.time) {
      const { draw } = this.due;
      this.due = undefined;
      draw();
    }
  }
}

describe('redraws', () => {
  test('draw once for all that was asked for', () => {
    const frames = new FakeFrames();
    let drawn = 0;
    const redraws = new Redraws(() => (drawn += 1), frames);
    for (let i = 0; i < 1_000; i += 1) redraws.ask();
    expect(drawn).toBe(0);
    frames.pass(1);
    expect(drawn).toBe(1);
    frames.pass(100);
    expect(drawn).toBe(1);
  });

  test('leave time after a drawing that took long', () => {
    const frames = new FakeFrames();
    let drawn = 0;
    const redraws = new Redraws(() => {
      drawn += 1;
      frames.time += 50;
    }, frames);
    redraws.ask();
    frames.pass(1);
    redraws.ask();
    frames.pass(149);
    expect(drawn).toBe(1);
    frames.pass(1);
    expect(drawn).toBe(2);
  });

  test('ask again while it draws', () => {
    const frames = new FakeFrames();
    let drawn = 0;
    const redraws: Redraws = new Redraws(() => {
      drawn += 1;
      if (drawn === 1) redraws.ask();
    }, frames);
    redraws.ask();
    frames.pass(1);
    frames.pass(1);
    expect(drawn).toBe(2);
  });

  test('stop', () => {
    const frames = new FakeFrames();
    let drawn = 0;
    const redraws = new Redraws(() => (drawn += 1), frames);
    redraws.ask();
    redraws.stop();
    frames.pass(1);
    expect(drawn).toBe(0);
  });
});
