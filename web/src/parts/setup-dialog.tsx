import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { addSetup, editSetup, type Setup, type SetupDraft } from '../client/setups';
import { sortTimeframes, TIMEFRAMES, type Timeframe } from '../model/timeframe';
import { useApp } from './app-context';
import { Dialog } from './controls';
import { Loading, ProblemNote } from './notes';
import { SearchDialog } from './search-dialog';
import { areValid, SpecPicker, type PickableKind } from './spec-picker';
import { useLoaded } from './use-loaded';

const NEW: SetupDraft = { id: '', symbol: '', timeframes: ['1h'], indicators: [], strategies: [] };

/** Creates a setup or edits one; id and symbol of an existing one stay. */
export function SetupDialog({ setup, close, saved }: { setup: Setup | undefined; close: () => void; saved: () => void }): VNode {
  const app = useApp();
  const { value: kinds, problem: unloaded } = useLoaded(async () => loadKinds(await app.catalogue(), await app.strategies()), []);
  const [draft, setDraft] = useState<SetupDraft>(setup ?? NEW);
  const [problem, setProblem] = useState<Problem>();
  const [searches, setSearches] = useState(false);
  const change = (part: Partial<SetupDraft>) => setDraft({ ...draft, ...part });
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await (setup === undefined ? addSetup(app.http, draft) : editSetup(app.http, draft));
      saved();
      close();
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  };
  const isValid = kinds !== undefined && areValid(draft.indicators, kinds.indicators) && areValid(draft.strategies, kinds.strategies);
  const isReady = isValid && draft.id !== '' && draft.symbol !== '' && draft.timeframes.length > 0;
  return (
    <Dialog title={setup === undefined ? 'New setup' : `Edit ${setup.id}`} close={close}>
      <form class="form" onSubmit={(event) => void save(event)}>
        <ProblemNote problem={problem ?? unloaded} />
        {setup !== undefined ? <p><strong>{setup.symbol}</strong></p> : (
          <>
            <label class="field"><span>Name</span>
              <input type="text" name="id" required pattern="[a-z0-9][a-z0-9_\-]{0,63}" maxLength={64} placeholder="aapl-hourly" value={draft.id} onInput={(event) => change({ id: event.currentTarget.value })} />
              <small>Lower-case letters, digits, - and _</small>
            </label>
            <div class="field"><button type="button" name="symbol" onClick={() => setSearches(true)}>{draft.symbol === '' ? 'Choose a symbol…' : draft.symbol}</button></div>
          </>
        )}
        <Timeframes chosen={draft.timeframes} change={(timeframes) => change({ timeframes })} />
        {kinds === undefined ? <Loading rows={2} /> : (
          <>
            <SpecPicker label="Strategies" kinds={kinds.strategies} chosen={draft.strategies} change={(strategies) => change({ strategies })} />
            <SpecPicker label="Further indicators" kinds={kinds.indicators} chosen={draft.indicators} change={(indicators) => change({ indicators })} />
          </>
        )}
        <div class="actions"><button type="button" onClick={close}>Cancel</button><button class="primary" type="submit" disabled={!isReady}>Save</button></div>
      </form>
      {searches ? <SearchDialog text="" close={() => setSearches(false)} pick={(symbol) => change({ symbol })} /> : null}
    </Dialog>
  );
}

function Timeframes({ chosen, change }: { chosen: readonly Timeframe[]; change: (timeframes: readonly Timeframe[]) => void }): VNode {
  const toggle = (timeframe: Timeframe) => change(sortTimeframes(chosen.includes(timeframe) ? chosen.filter((other) => other !== timeframe) : [...chosen, timeframe]));
  return (
    <fieldset class="specs">
      <legend>Timeframes</legend>
      <div class="choices">
        {TIMEFRAMES.map((timeframe) => (
          <label key={timeframe} class="choice"><input type="checkbox" checked={chosen.includes(timeframe)} onChange={() => toggle(timeframe)} /> {timeframe}</label>
        ))}
      </div>
    </fieldset>
  );
}

type Loaded<K extends 'catalogue' | 'strategies'> = Awaited<ReturnType<ReturnType<typeof useApp>[K]>>;

function loadKinds(catalogue: Loaded<'catalogue'>, strategies: Loaded<'strategies'>): { indicators: PickableKind[]; strategies: PickableKind[] } {
  return {
    indicators: catalogue.indicators.map((kind) => ({ ...kind, group: kind.category })),
    strategies: strategies.map((kind) => ({ ...kind, title: kind.description, group: 'strategies' })),
  };
}
