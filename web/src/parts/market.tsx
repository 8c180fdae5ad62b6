import type { VNode } from 'preact';
import type { Freshness, FreshnessState } from '../model/favorite';
import { age, shortDateTime } from '../format/times';
import { price } from '../format/numbers';
import type { Signal } from '../model/signal';

const STATES: Record<FreshnessState, { text: string; look: string; meaning: string }> = {
  live: { text: 'live', look: 'live', meaning: 'Nothing that should be there is missing.' },
  stale: { text: 'stale', look: 'stale', meaning: 'A candle should have come by now.' },
  market_closed: { text: 'closed', look: 'closed', meaning: 'The market is closed, and nothing is missing.' },
  empty: { text: 'no data', look: 'offline', meaning: 'No candle is stored.' },
  unknown: { text: 'unknown', look: 'closed', meaning: 'The venue’s calendar is not known.' },
};

export function FreshnessBadge({ freshness, now }: { freshness: Freshness; now: number }): VNode {
  const { text, look, meaning } = STATES[freshness.state];
  const last = freshness.lastCloseTime;
  const since = last === undefined || last > now ? '' : ` Newest candle closed ${age(now - last)} ago.`;
  return <span class={`badge ${look}`} title={meaning + since}>{text}</span>;
}

/** Direction by arrow and word as well as by colour. */
export function SignalTag({ signal }: { signal: Pick<Signal, 'type' | 'status'> }): VNode {
  const look = signal.type === 'BUY' ? 'positive' : signal.type === 'SELL' ? 'negative' : 'muted';
  const arrow = signal.type === 'BUY' ? '▲' : signal.type === 'SELL' ? '▼' : '•';
  return <span class={`tag ${signal.status === 'RETRACTED' ? 'struck' : look}`}>{arrow} {signal.type}</span>;
}

export function LatestSignal({ signal, zone }: { signal: Signal; zone: string }): VNode {
  return (
    <span title={`${signal.strategy} at ${price(signal.price)}`}>
      <SignalTag signal={signal} />{' '}
      <span class={signal.status === 'RETRACTED' ? 'struck' : ''}>{signal.strategy}</span>
      <span class="subtitle">{shortDateTime(signal.closeTime, zone)}</span>
    </span>
  );
}

/** A line of closes; its direction decides the colour. */
export function Sparkline({ closes, label }: { closes: readonly number[]; label: string }): VNode | null {
  const [first, last] = [closes[0], closes.at(-1)];
  if (first === undefined || last === undefined || closes.length < 2) {
    return null;
  }
  const [low, high] = [Math.min(...closes), Math.max(...closes)];
  const height = high - low === 0 ? 1 : high - low;
  const points = closes.map((close, index) => {
    const x = (index / (closes.length - 1)) * 118 + 1;
    const y = 30 - ((close - low) / height) * 28;
    return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <svg class={`sparkline ${last >= first ? 'positive' : 'negative'}`} viewBox="0 0 120 32" preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={points.join('')} />
    </svg>
  );
}
