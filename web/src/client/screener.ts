import type { Timeframe } from '../model/timeframe';
import type { Http } from './http';
import { list, object, text, texts, time, values } from './json';

export interface ScreenQuestion {
  readonly condition: string;
  readonly timeframe: Timeframe;
  readonly favoritesOnly: boolean;
}

export interface Match {
  readonly symbol: string;
  readonly openTime: number;
  readonly closeTime: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Screen {
  readonly columns: readonly string[];
  readonly matches: readonly Match[];
}

export const SCREEN_LIMIT = 500;

export async function fetchScreen(http: Http, question: ScreenQuestion): Promise<Screen> {
  const query = {
    condition: question.condition,
    timeframe: question.timeframe,
    favorites: String(question.favoritesOnly),
    limit: SCREEN_LIMIT,
  };
  const body = object(await http.get('/api/v1/screener', query), 'screener');
  const matches = list(body['matches'], 'matches').map((value) => {
    const row = object(value, 'match');
    return {
      symbol: text(row['symbol'], 'match/symbol'),
      openTime: time(row['open_time'], 'match/open_time'),
      closeTime: time(row['close_time'], 'match/close_time'),
      values: values(row['values'], 'match/values'),
    };
  });
  return { columns: texts(body['columns'], 'columns'), matches };
}
