import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { fetchSetups } from '../client/setups';
import { EVERY_SIGNAL, type SignalFilter } from '../model/signal';
import { isTimeframe, TIMEFRAMES } from '../model/timeframe';
import { useApp } from './app-context';
import { SearchDialog } from './search-dialog';
import { useLoaded } from './use-loaded';

export function SignalFilters({ filter, change }: { filter: SignalFilter; change: (filter: SignalFilter) => void }): VNode {
  const app = useApp();
  const strategies = useLoaded(() => app.strategies(), []);
  const setups = useLoaded(() => fetchSetups(app.http), []);
  const [searches, setSearches] = useState(false);
  const types = ['BUY', 'SELL'] as const;
  const statuses = ['standing', 'NEW', 'REVISED', 'RETRACTED'] as const;
  return (
    <div class="filters">
      <div class="field"><span>Symbol</span><button type="button" onClick={() => setSearches(true)}>{filter.symbol === '' ? 'All symbols' : filter.symbol}</button></div>
      <Choice label="Timeframe" value={filter.timeframe} options={TIMEFRAMES} change={(text) => change({ ...filter, timeframe: isTimeframe(text) ? text : '' })} />
      <Choice label="Setup" value={filter.setup} options={setups.value?.map((setup) => setup.id) ?? []} change={(setup) => change({ ...filter, setup })} />
      <Choice label="Strategy" value={filter.strategy} options={strategies.value?.map((kind) => kind.name) ?? []} change={(strategy) => change({ ...filter, strategy })} />
      <Choice label="Direction" value={filter.type} options={types} change={(text) => change({ ...filter, type: types.find((type) => type === text) ?? '' })} />
      <Choice label="Status" value={filter.status} options={statuses} change={(text) => change({ ...filter, status: statuses.find((status) => status === text) ?? '' })} />
      <button type="button" disabled={JSON.stringify(filter) === JSON.stringify(EVERY_SIGNAL)} onClick={() => change(EVERY_SIGNAL)}>Clear</button>
      {searches ? <SearchDialog text="" close={() => setSearches(false)} pick={(symbol) => change({ ...filter, symbol })} /> : null}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly change: (value: string) => void;
}

function Choice({ label, value, options, change }: ChoiceProps): VNode {
  return (
    <label class="field"><span>{label}</span>
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">all</option>
        {value === '' || options.includes(value) ? null : <option key={value} value={value}>{value}</option>}
        {options.map((option) => <option key={option} value={option}>{option}</option>)}
      </select>
    </label>
  );
}
