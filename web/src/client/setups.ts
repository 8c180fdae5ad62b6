import { TIMEFRAMES, type Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { list, object, oneOf, text, texts, time } from './json';

export type SetupStatus = 'active' | 'paused' | 'stopped';

export interface SetupDraft {
  readonly id: string;
  readonly symbol: string;
  readonly timeframes: readonly Timeframe[];
  readonly indicators: readonly string[];
  readonly strategies: readonly string[];
}

export interface Setup extends SetupDraft {
  readonly status: SetupStatus;
  readonly statusReason: string;
  readonly updatedAt: number;
}

const PATH = '/api/v1/trading-setups';

export async function fetchSetups(http: Http, query: { symbol?: string; status?: SetupStatus } = {}): Promise<Setup[]> {
  const body = object(await http.get(PATH, query), 'setups');
  return list(body['setups'], 'setups').map(readSetup);
}

export async function fetchSetup(http: Http, id: string): Promise<Setup> {
  return readSetup(await http.get(`${PATH}/${encodeURIComponent(id)}`));
}

export async function addSetup(http: Http, draft: SetupDraft): Promise<Setup> {
  return readSetup(await http.post(PATH, draft));
}

/** The symbol of a setup never changes. */
export async function editSetup(http: Http, draft: SetupDraft): Promise<Setup> {
  const { id, timeframes, indicators, strategies } = draft;
  return readSetup(await http.patch(`${PATH}/${encodeURIComponent(id)}`, { timeframes, indicators, strategies }));
}

export async function pauseSetup(http: Http, id: string): Promise<void> {
  await http.post(`${PATH}/${encodeURIComponent(id)}/pause`, {});
}

export async function resumeSetup(http: Http, id: string): Promise<void> {
  await http.post(`${PATH}/${encodeURIComponent(id)}/resume`);
}

export async function removeSetup(http: Http, id: string): Promise<void> {
  await http.delete(`${PATH}/${encodeURIComponent(id)}`);
}

function readSetup(value: unknown): Setup {
  const row = object(value, 'setup');
  return {
    id: text(row['id'], 'setup/id'),
    symbol: text(row['symbol'], 'setup/symbol'),
    timeframes: list(row['timeframes'], 'setup/timeframes').map((item) => oneOf(item, TIMEFRAMES, 'setup/timeframes')),
    indicators: texts(row['indicators'], 'setup/indicators'),
    strategies: texts(row['strategies'], 'setup/strategies'),
    status: oneOf(row['status'], ['active', 'paused', 'stopped'], 'setup/status'),
    statusReason: text(row['status_reason'], 'setup/status_reason'),
    updatedAt: time(row['updated_at'], 'setup/updated_at'),
  };
}
