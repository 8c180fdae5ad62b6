import { Backoff } from '../model/backoff';
import { Problem } from './problem';

/** Clock and chance from outside, so that a test decides them. */
export interface Timers {
  readonly later: (task: () => void, millis: number) => () => void;
  readonly random: () => number;
}

export const BROWSER_TIMERS: Timers = {
  later: (task, millis) => {
    const timer = setTimeout(task, millis);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

const FIRST_WAIT_MILLIS = 1000;
const LONGEST_WAIT_MILLIS = 60_000;

/** Runs tasks by name; those that fail are run again, after waits that double, until they succeed or make no sense. */
export class Retries {
  private readonly failed = new Map<string, { readonly task: () => Promise<void>; readonly problem: Problem }>();
  private readonly backoff: Backoff;
  private cancel: (() => void) | undefined;
  private isStopped = false;

  /** @param told what is wrong; nothing: all has succeeded */
  constructor(private readonly timers: Timers, private readonly told: (problem: Problem | undefined) => void) {
    this.backoff = new Backoff(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, timers.random);
  }

  /** Never rejects. A later task of the same name takes the place of one that waits. */
  async run(name: string, task: () => Promise<void>): Promise<void> {
    this.failed.delete(name);
    try {
      await task();
    } catch (thrown) {
      if (!this.isStopped) this.failed.set(name, { task, problem: Problem.from(thrown) });
    }
    this.tell();
  }

  /** What failed, at once. */
  now(): void {
    this.cancel?.();
    this.cancel = undefined;
    [...this.failed].forEach(([name, { task }]) => void this.run(name, task));
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  private tell(): void {
    if (this.isStopped) {
      return;
    }
    const problems = [...this.failed.values()].map(({ problem }) => problem);
    if (problems.length === 0) {
      this.backoff.reset();
    } else if (problems.some((problem) => problem.mayPass())) {
      this.cancel ??= this.timers.later(() => this.now(), this.backoff.next());
    }
    this.told(problems.at(-1));
  }
}
