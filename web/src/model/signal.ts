import { isTimeframe, type Timeframe } from './timeframe';

export type SignalStatus = 'NEW' | 'REVISED' | 'RETRACTED';
export type SignalType = 'BUY' | 'SELL' | 'HOLD';

export interface Signal {
  /** The same in all revisions. */
  readonly id: string;
  readonly setup: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** With all parameters: `sma_cross(20,50)`. */
  readonly strategy: string;
  readonly openTime: number;
  readonly closeTime: number;
  readonly type: SignalType;
  readonly price: number;
  /** From 0 to 1; compares events of one strategy, it is no probability. */
  readonly confidence: number;
  readonly indicatorValues: Readonly<Record<string, number>>;
  readonly candleRevision: number;
  readonly revision: number;
  readonly status: SignalStatus;
  readonly source: string;
  readonly jobId: string;
  /** When it was stored; a live one does not tell. */
  readonly knownAt: number | undefined;
}

/** Signals by id, the highest revision of each. */
export class SignalStore {
  private readonly byId = new Map<string, Signal>();

  /** Whether anything changed. */
  take(signals: readonly Signal[]): boolean {
    let changed = false;
    for (const signal of signals) {
      const current = this.byId.get(signal.id);
      if (current === undefined || replaces(signal, current) || isSameButTimed(signal, current)) {
        this.byId.set(signal.id, signal);
        changed = true;
      }
    }
    return changed;
  }

  /** Newest first. */
  all(): Signal[] {
    return [...this.byId.values()].sort((a, b) => b.closeTime - a.closeTime || a.id.localeCompare(b.id));
  }

  get(id: string): Signal | undefined {
    return this.byId.get(id);
  }
}

/** Whether a signal takes the place of another word on the same one. */
export function replaces(signal: Signal, current: Signal): boolean {
  return signal.revision > current.revision || saysOtherwise(signal, current);
}

function isSameButTimed(signal: Signal, current: Signal): boolean {
  return signal.revision === current.revision && signal.knownAt !== undefined && current.knownAt === undefined;
}

/** Under the same revision: the last word of a job that has restarted counts. */
function saysOtherwise(signal: Signal, current: Signal): boolean {
  return signal.revision === current.revision
    && (signal.status !== current.status || signal.type !== current.type || signal.price !== current.price || signal.confidence !== current.confidence);
}

/** Signals of several setups that say the same of a candle as one, which names them all; the order stays. */
export function merged(signals: readonly Signal[]): Signal[] {
  const byWord = new Map<string, Signal[]>();
  for (const signal of signals) {
    const word = [signal.symbol, signal.timeframe, signal.strategy, signal.openTime, signal.type, signal.status === 'RETRACTED'].join(' ');
    const alike = byWord.get(word);
    if (alike === undefined) byWord.set(word, [signal]);
    else alike.push(signal);
  }
  return [...byWord.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    return { ...first, setup: [...new Set([first, ...others].map((signal) => signal.setup))].sort().join(', ') };
  });
}

export interface SignalFilter {
  readonly symbol: string;
  readonly timeframe: Timeframe | '';
  readonly setup: string;
  readonly strategy: string;
  readonly type: SignalType | '';
  readonly status: SignalStatus | 'standing' | '';
}

export const EVERY_SIGNAL: SignalFilter = { symbol: '', timeframe: '', setup: '', strategy: '', type: '', status: '' };

const TYPES = ['BUY', 'SELL'] as const;
const STATUSES = ['standing', 'NEW', 'REVISED', 'RETRACTED'] as const;

/** What an address asks for; what it does not know is left out. */
export function filterOf(query: string): SignalFilter {
  const asked = new URLSearchParams(query);
  const timeframe = asked.get('timeframe') ?? '';
  return {
    symbol: asked.get('symbol') ?? '',
    timeframe: isTimeframe(timeframe) ? timeframe : '',
    setup: asked.get('setup') ?? '',
    strategy: asked.get('strategy') ?? '',
    type: TYPES.find((type) => type === asked.get('type')) ?? '',
    status: STATUSES.find((status) => status === asked.get('status')) ?? '',
  };
}

/** The page's address with a filter, which a link brings back. */
export function signalsPath(filter: SignalFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  return query === '' ? '/signals' : `/signals?${query}`;
}

/** The same choice that the server makes of a filter, for signals that come live. */
export function passes(signal: Signal, filter: SignalFilter): boolean {
  return (
    (filter.symbol === '' || signal.symbol === filter.symbol) &&
    (filter.timeframe === '' || signal.timeframe === filter.timeframe) &&
    (filter.setup === '' || signal.setup === filter.setup) &&
    (filter.strategy === '' || isOf(signal.strategy, filter.strategy)) &&
    (filter.type === '' || signal.type === filter.type) &&
    (filter.status === '' || (filter.status === 'standing' ? signal.status !== 'RETRACTED' : signal.status === filter.status))
  );
}

/** Whether a strategy is the one named, with its parameters or by its name alone. */
export function isOf(strategy: string, wanted: string): boolean {
  return strategy === wanted || strategy.split('(', 1)[0] === wanted;
}
