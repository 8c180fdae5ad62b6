import type { VNode } from 'preact';
import { plain, price } from '../format/numbers';
import { dateTime } from '../format/times';
import type { Signal } from '../model/signal';
import { useApp } from './app-context';
import { SignalTag } from './market';
import { Prose } from './prose';
import { useLoaded } from './use-loaded';

const STATUS_MEANING: Record<Signal['status'], string> = {
  NEW: 'It stands as it was first said.',
  REVISED: 'A correction of candles changed it; this is its newest form.',
  RETRACTED: 'A correction of candles took its reason away: it does not hold any more.',
};

/** Why there was a signal: the values that it was decided on, its candle, and who computed it. */
export function SignalWhy({ signal, zone }: { signal: Signal; zone: string }): VNode {
  const app = useApp();
  const strategies = useLoaded(() => app.strategies(), []);
  const kind = strategies.value?.find((candidate) => candidate.name === signal.strategy.split('(', 1)[0]);
  return (
    <div class="why">
      <p class="row">
        <SignalTag signal={signal} />
        <strong class={signal.status === 'RETRACTED' ? 'struck' : ''}>{signal.strategy}</strong>
        <span class="muted">{signal.symbol} · {signal.timeframe}</span>
      </p>
      {kind === undefined ? null : <p><Prose text={kind.description} /> <span class="rule"><Prose text={kind.events} /></span></p>}
      <p class="muted">{STATUS_MEANING[signal.status]}</p>
      <dl>
        <dt>Confidence</dt>
        <dd><meter min={0} max={1} value={signal.confidence} /> {Math.round(signal.confidence * 100)} %</dd>
        <dt>Price</dt>
        <dd>{price(signal.price)}</dd>
        {Object.entries(signal.indicatorValues).map(([name, value]) => [<dt key={name}><code>{name}</code></dt>, <dd key={`${name}=`}>{plain(value)}</dd>])}
        <dt>Candle</dt>
        <dd>opens {dateTime(signal.openTime, zone)}, closes {dateTime(signal.closeTime, zone)}, revision {signal.candleRevision}</dd>
        {signal.knownAt === undefined ? null : [<dt key="known">Known at</dt>, <dd key="known=">{dateTime(signal.knownAt, zone)}</dd>]}
        <dt>Times</dt>
        <dd>in {zone}</dd>
        <dt>Status</dt>
        <dd>{signal.status}, revision {signal.revision}</dd>
        <dt>Setup</dt>
        <dd>{signal.setup}</dd>
        <dt>Source</dt>
        <dd>{signal.source}, job {signal.jobId}</dd>
      </dl>
    </div>
  );
}
