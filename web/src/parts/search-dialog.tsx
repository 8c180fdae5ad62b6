import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { searchSymbols, type FoundSymbol } from '../client/symbols';
import { newChartPath } from '../model/route';
import { useApp } from './app-context';
import { Star } from './controls';
import { navigate } from './navigation';
import { Empty, ProblemNote } from './notes';
import { dashboardTimeframe } from './preferences';
import { useLoaded } from './use-loaded';

/** Search over everything that exists: arrows choose, Enter opens the chart, the star makes a favourite. */
export function SearchDialog({ text, close, pick }: { text: string; close: () => void; pick?: (symbol: string) => void }): VNode {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState(text);
  const [chosen, setChosen] = useState(0);
  const [wantsFirst, setWantsFirst] = useState(false);
  const { value: answer, problem } = useLoaded(async (signal) => ({ query, symbols: await searchSymbols(app.http, query.trim(), signal) }), [query]);
  const found = answer?.symbols;
  const count = found?.length ?? 0;
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
    input.current?.setSelectionRange(text.length, text.length);
  }, []);
  useEffect(() => {
    setChosen(0);
    if (wantsFirst && answer?.query === query) take(found?.[0]);
  }, [found]);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const take = (symbol: FoundSymbol | undefined) => {
    if (symbol === undefined) return;
    close();
    (pick ?? ((name: string) => navigate(newChartPath(name, dashboardTimeframe.get()))))(symbol.symbol);
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % Math.max(1, count));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Enter before the answer to what is typed: its best result, not one of what was typed before.
      if (answer?.query === query) take(found?.[chosen]);
      else setWantsFirst(true);
    }
  };
  return (
    <dialog ref={dialog} class="search-dialog" aria-label="Search symbols" onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <input
        ref={input} class="search-input" type="text" role="combobox" aria-expanded={count > 0} aria-controls="search-results" aria-autocomplete="list"
        aria-activedescendant={count > 0 ? optionId(chosen) : undefined} autocomplete="off" spellcheck={false}
        placeholder="Ticker, symbol or name" aria-label="Ticker, symbol or name" value={query} maxLength={64}
        onInput={(event) => { setQuery(event.currentTarget.value); setWantsFirst(false); }} onKeyDown={keyed}
      />
      <ProblemNote problem={problem} />
      <Results found={found} query={query} chosen={chosen} take={take} />
      <div class="search-foot"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> open</span><span><kbd>Esc</kbd> close</span></div>
    </dialog>
  );
}

interface ResultsProps {
  readonly found: readonly FoundSymbol[] | undefined;
  readonly query: string;
  readonly chosen: number;
  readonly take: (symbol: FoundSymbol) => void;
}

function optionId(index: number): string {
  return `search-result-${index}`;
}

/** The list is there also when it is empty: the input names it. Stars stand beside the options, which have no buttons. */
function Results({ found, query, chosen, take }: ResultsProps): VNode {
  const nothing = query.trim() === '' ? (
    <Empty title="No symbols yet">Follow one: <code>./candlemill symbols track CRYPTO:BTCUSD</code></Empty>
  ) : (
    <Empty title={`Nothing is called “${query}”`}>More listings: <code>./candlemill symbols import FILE</code></Empty>
  );
  return (
    <>
      {found?.length === 0 ? <div role="status">{nothing}</div> : null}
      <ul class="results" id="search-results" role="listbox" aria-label="Symbols">
        {found?.map((symbol, index) => (
          <li key={symbol.symbol} role="presentation" class={index === chosen ? 'chosen' : ''}>
            <div class="names" id={optionId(index)} role="option" aria-selected={index === chosen} onClick={() => take(symbol)}>
              <span class="symbol">{symbol.ticker}</span> <span class="muted">{symbol.venue}</span>{' '}
              {symbol.isTracked ? <span class="badge live">followed</span> : null}{' '}
              {symbol.hasCandles ? <span class="badge plain">candles</span> : null}
              <span class="subtitle">{symbol.name ?? symbol.symbol}{symbol.kind === undefined ? '' : ` · ${symbol.kind}`}</span>
            </div>
            <Star symbol={symbol.symbol} isFavorite={symbol.isFavorite} />
          </li>
        ))}
      </ul>
    </>
  );
}
