import type { VNode } from 'preact';
import { shortDateTime } from '../format/times';
import type { ChartRoute } from '../model/route';
import type { Signal } from '../model/signal';
import { SignalTag } from './market';
import { Empty } from './notes';
import { SignalWhy } from './signal-why';

interface PanelProps {
  readonly signals: readonly Signal[];
  /** Whether older ones are neither drawn nor listed. */
  readonly isCut: boolean;
  readonly opened: Signal | undefined;
  readonly open: (signal: Signal | undefined) => void;
  readonly route: ChartRoute;
  readonly go: (change: Partial<ChartRoute>) => void;
  readonly zone: string;
}

const SHOWN = 100;

/** The signals of the chart, newest first, and why each was given. */
export function SignalPanel({ signals, isCut, opened, open, route, go, zone }: PanelProps): VNode {
  const current = signals.find((signal) => signal.id === opened?.id) ?? opened;
  return (
    <aside class="signal-panel panel" aria-label="Signals">
      {current === undefined ? null : (
        <section>
          <div class="dialog-head"><h2>Why</h2><button class="icon quiet" type="button" aria-label="Close" onClick={() => open(undefined)}>×</button></div>
          <div class="dialog-body"><SignalWhy signal={current} zone={zone} /></div>
        </section>
      )}
      <div class="dialog-head"><h2>Signals</h2></div>
      {route.setup === undefined ? null : (
        <div class="chips"><span class="chip">setup {route.setup}<button type="button" aria-label={`Show not only setup ${route.setup}`} onClick={() => go({ setup: undefined })}>×</button></span></div>
      )}
      <StrategyChoice chosen={route.strategies} present={[...new Set(signals.map((signal) => signal.strategy))]} choose={(chosen) => go({ strategies: chosen })} />
      {signals.length === 0 ? (
        <Empty title="No signals here">A setup brings them: <a href="/setups">Setups</a>, or <code>./candlemill setup add</code></Empty>
      ) : (
        <ul class="signal-list">
          {signals.slice(0, SHOWN).map((signal) => (
            <li key={signal.id}>
              <button class="quiet" type="button" aria-pressed={signal.id === current?.id} onClick={() => open(signal)}>
                <SignalTag signal={signal} />
                <span class={signal.status === 'RETRACTED' ? 'struck' : ''}>{signal.strategy}</span>
                <span class="muted">{shortDateTime(signal.openTime, zone)} · {Math.round(signal.confidence * 100)} % · {signal.setup}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {signals.length > SHOWN ? <p class="more muted">The newest {SHOWN} of {signals.length.toLocaleString('en-US')} that are drawn.</p> : null}
      {isCut ? <p class="more muted">There are more: of a page of candles, only the newest 5,000 are drawn.</p> : null}
    </aside>
  );
}

interface ChoiceProps {
  /** Empty: all. */
  readonly chosen: readonly string[];
  readonly present: readonly string[];
  readonly choose: (strategies: readonly string[]) => void;
}

/** Which strategies' signals are drawn: those that are there to choose from, or the chosen ones to take back. */
function StrategyChoice({ chosen, present, choose }: ChoiceProps): VNode | null {
  if (chosen.length === 0 && present.length < 2) {
    return null;
  }
  return (
    <div class="chips">
      {chosen.length === 0
        ? present.map((strategy) => <button key={strategy} class="only" type="button" onClick={() => choose([strategy])}>only {strategy}</button>)
        : chosen.map((strategy) => (
          <span key={strategy} class="chip">{strategy}
            <button type="button" aria-label={`Show not only ${strategy}`} onClick={() => choose(chosen.filter((other) => other !== strategy))}>×</button>
          </span>
        ))}
    </div>
  );
}
