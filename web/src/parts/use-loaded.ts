import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../client/problem';

export interface Loaded<T> {
  /** What came last; it stays while it is loaded again. */
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly reload: () => void;
  /** Changes what is shown without asking the server, for live events; before the first answer they wait for it. */
  readonly change: (changed: (value: T) => T) => void;
}

interface Repeat<T> {
  readonly everyMillis: number;
  /** What to show when `loaded` comes beside what live events made of the answer before. */
  readonly merge?: (loaded: T, shown: T) => T;
}

/** Loads when something in `dependencies` changes, and again on demand or every so many milliseconds. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[], repeat?: Repeat<T>): Loaded<T> {
  const everyMillis = repeat?.everyMillis ?? 0;
  const [value, setValue] = useState<T>();
  const waiting = useRef<((value: T) => T)[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const aborter = new AbortController();
    load(aborter.signal).then(
      (loaded) => {
        if (aborter.signal.aborted) return;
        const first = waiting.current.splice(0).reduce((current, changed) => changed(current), loaded);
        setValue((shown) => (shown === undefined || repeat?.merge === undefined ? first : repeat.merge(loaded, shown)));
        setProblem(undefined);
      },
      (thrown: unknown) => {
        if (!aborter.signal.aborted) setProblem(Problem.from(thrown));
      },
    );
    return () => aborter.abort();
  }, [...dependencies, round]);
  useEffect(() => {
    if (everyMillis === 0) return;
    const timer = setInterval(() => setRound((current) => current + 1), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  const reload = useCallback(() => setRound((current) => current + 1), []);
  const change = useCallback((changed: (value: T) => T) => {
    setValue((current) => {
      if (current !== undefined) return changed(current);
      waiting.current.push(changed);
      return current;
    });
  }, []);
  return { value, problem, reload, change };
}

/** The time, again every so many milliseconds, for ages that grow. */
export function useNow(everyMillis: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}
