/** Of the time that passes, drawing takes a quarter at most: the rest is for the person at the page. */
const PAUSE_PER_DRAWING = 3;

/** What drawing waits for: a clock, a pause, and the next frame. */
export interface Frames {
  readonly now: () => number;
  /** Calls back in the first frame after a pause. */
  readonly after: (millis: number, draw: () => void) => () => void;
}

export const BROWSER_FRAMES: Frames = {
  now: () => performance.now(),
  after: (millis, draw) => {
    let frame = 0;
    const pause = setTimeout(() => (frame = requestAnimationFrame(draw)), millis);
    return () => {
      clearTimeout(pause);
      cancelAnimationFrame(frame);
    };
  },
};

/** Draws once for all that was asked for since the last time, and not before the last drawing is digested. */
export class Redraws {
  private cancel: (() => void) | undefined;
  private notBefore = 0;

  constructor(
    private readonly draw: () => void,
    private readonly frames: Frames = BROWSER_FRAMES,
  ) {}

  ask(): void {
    this.cancel ??= this.frames.after(Math.max(0, this.notBefore - this.frames.now()), () => this.drawNow());
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private drawNow(): void {
    this.cancel = undefined;
    const begin = this.frames.now();
    this.draw();
    const end = this.frames.now();
    this.notBefore = end + PAUSE_PER_DRAWING * (end - begin);
  }
}
