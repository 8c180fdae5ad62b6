import type { VNode } from 'preact';
import { tableZone } from '../model/zone';
import { usePreference, zone } from './preferences';

/** The zone of a table's times: UTC where the venue's is chosen, since its symbols are of several. */
export function useTableZone(): string {
  const [choice] = usePreference(zone);
  return tableZone(choice);
}

/** Names the zone of all times below it. */
export function TimesIn(): VNode {
  return <span class="muted times-in">Times in {useTableZone()}</span>;
}
