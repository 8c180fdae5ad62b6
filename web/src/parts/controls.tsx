import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../client/problem';
import { setFavorite } from '../client/symbols';
import { useApp } from './app-context';

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly chosen: T;
  readonly choose: (option: T) => void;
  readonly textOf?: (option: T) => string;
  readonly hintOf?: (option: T) => string | undefined;
}

/** A row of buttons of which one is pressed. */
export function Segments<T extends string>({ label, options, chosen, choose, textOf = (option) => option, hintOf }: SegmentsProps<T>): VNode {
  return (
    <div class="segments scrolls" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option} type="button" aria-pressed={option === chosen} title={hintOf?.(option)} onClick={() => choose(option)}>
          {textOf(option)}
        </button>
      ))}
    </div>
  );
}

/** Stars a symbol or takes the star away; what the server refuses is undone and told in the title. */
export function Star({ symbol, isFavorite }: { symbol: string; isFavorite: boolean }): VNode {
  const app = useApp();
  const [shown, setShown] = useState(isFavorite);
  const [refusal, setRefusal] = useState<string>();
  useEffect(() => setShown(isFavorite), [isFavorite, symbol]);
  const toggle = async (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setShown(!shown);
    try {
      await setFavorite(app.http, symbol, !shown);
      setRefusal(undefined);
      app.favoritesChanged();
    } catch (thrown) {
      setShown(shown);
      setRefusal(Problem.from(thrown).message);
    }
  };
  const title = refusal ?? (app.mayTrade() ? (shown ? 'Remove from favourites' : 'Add to favourites') : 'Favourites need the role trader');
  return (
    <button class="star" type="button" aria-pressed={shown} aria-label={`Favourite ${symbol}`} title={title} disabled={!app.mayTrade()} onClick={(event) => void toggle(event)}>
      {shown ? '★' : '☆'}
    </button>
  );
}

/** A modal dialog that Escape, its button and a click beside it close. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label={title} onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <div class="dialog-head">
        <h2>{title}</h2>
        <button class="icon quiet" type="button" aria-label="Close" onClick={close}>×</button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
