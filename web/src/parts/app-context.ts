import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { StrategyKind } from '../client/catalogue';
import { fetchCatalogue, fetchStrategies } from '../client/catalogue';
import type { Http } from '../client/http';
import type { LiveSocket } from '../client/live-socket';
import type { Role } from '../client/session';
import type { Catalogue } from '../model/indicator';

/** What every part of the page asks: the server, its live events, and what it can compute. */
export class App {
  private catalogueAnswer: Promise<Catalogue> | undefined;
  private strategiesAnswer: Promise<StrategyKind[]> | undefined;
  private readonly favoriteWatchers = new Set<() => void>();
  private readonly searchOpeners = new Set<(text: string) => void>();

  constructor(
    readonly http: Http,
    readonly socket: LiveSocket,
    readonly role: Role,
  ) {}

  /** Whether favourites and setups may be changed. */
  mayTrade(): boolean {
    return this.role !== 'viewer';
  }

  catalogue(): Promise<Catalogue> {
    this.catalogueAnswer ??= fetchCatalogue(this.http).catch((thrown: unknown) => {
      this.catalogueAnswer = undefined;
      throw thrown;
    });
    return this.catalogueAnswer;
  }

  strategies(): Promise<StrategyKind[]> {
    this.strategiesAnswer ??= fetchStrategies(this.http).catch((thrown: unknown) => {
      this.strategiesAnswer = undefined;
      throw thrown;
    });
    return this.strategiesAnswer;
  }

  /** A star somewhere on the page was toggled. */
  favoritesChanged(): void {
    this.favoriteWatchers.forEach((watcher) => watcher());
  }

  watchFavorites(watcher: () => void): () => void {
    this.favoriteWatchers.add(watcher);
    return () => this.favoriteWatchers.delete(watcher);
  }

  openSearch(text = ''): void {
    this.searchOpeners.forEach((open) => open(text));
  }

  onOpenSearch(open: (text: string) => void): () => void {
    this.searchOpeners.add(open);
    return () => this.searchOpeners.delete(open);
  }
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) {
    throw new Error('expected an App around this part, found none');
  }
  return app;
}
