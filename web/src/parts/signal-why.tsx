import type { VNode } from 'preact';
import { plain, price } from '../format/numbers';
import { dateTime } from '../format/times';
import type { Signal } from '../model/signal';
import { SignalTag } from './market';

const STATUS_MEANING: Record<Signal['status'], string> = {
  NEW: 'It stands as it was first said.',
  REVISED: 'A correction of candles changed it; this is its newest form.',
  RETRACTED: 'A correction of candles took its reason away: it does not hold any more.',
};

/** Why there was a signal: the values that it was decided on, its candle, and who computed it. */
export function SignalWhy({ signal, zone, meaning }: { signal: Signal; zone: string; meaning: string | undefined }): VNode {
  return (
    <div class="why">
      <p class="row">
        <SignalTag signal={signal} />
        <strong class={signal.status === 'RETRACTED' ? 'struck' : ''}>{signal.strategy}</strong>
        <span class="muted">{signal.symbol} · {signal.timeframe}</span>
      </p>
      {meaning === undefined ? null : <p>{meaning}</p>}
      <p class="muted">{STATUS_MEANING[signal.status]}</p>
      <dl>
        <dt>Confidence</dt>
        <dd><meter min={0} max={1} value={signal.confidence} /> {Math.round(signal.confidence * 100)} %</dd>
        <dt>Price</dt>
        <dd>{price(signal.price)}</dd>
        {Object.entries(signal.indicatorValues).map(([name, value]) => [<dt key={name}><code>{name}</code></dt>, <dd key={`${name}=`}>{plain(value)}</dd>])}
        <dt>Candle</dt>
        <dd>opens {dateTime(signal.openTime, zone)}, revision {signal.candleRevision}</dd>
        <dt>Known at</dt>
        <dd>{dateTime(signal.closeTime, zone)}</dd>
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
