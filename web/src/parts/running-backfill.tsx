import type { ComponentChildren, VNode } from 'preact';
import { fetchBackfills } from '../client/operations';
import { shortDateTime } from '../format/times';
import { useApp } from './app-context';
import { useTableZone } from './table-zone';
import { useLoaded } from './use-loaded';

const REFRESH_MILLIS = 10_000;

/** What there is to say of an emptiness: that a backfill is about to fill it, else what to do. */
export function UnlessBackfill({ children }: { children: ComponentChildren }): VNode {
  const app = useApp();
  const { value, problem } = useLoaded(() => fetchBackfills(app.http), [], { everyMillis: REFRESH_MILLIS });
  const zone = useTableZone();
  const running = value?.find((run) => run.status === 'running');
  if (running === undefined) {
    return <>{value === undefined && problem === undefined ? null : children}</>;
  }
  const bars = running.counts.bars_in;
  return (
    <p class="running">
      A backfill runs since {shortDateTime(running.startedAt, zone)} ({zone}){bars === 0 ? '' : `, ${bars.toLocaleString('en-US')} bars so far`}: more may come of it. <a href="/health">Health</a>
    </p>
  );
}
