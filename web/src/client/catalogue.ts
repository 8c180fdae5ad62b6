import { CATEGORIES, type Catalogue } from '../model/indicator';
import type { Parameter } from '../model/spec';
import type { Http } from './http';
import { list, number, object, oneOf, orNothing, text, texts } from './json';

export interface StrategyKind {
  readonly name: string;
  /** With the defaults. */
  readonly spec: string;
  readonly description: string;
  /** When it says BUY and SELL. */
  readonly events: string;
  readonly parameters: readonly Parameter[];
}

export async function fetchStrategies(http: Http): Promise<StrategyKind[]> {
  const body = object(await http.get('/api/v1/strategies'), 'strategies');
  return list(body['strategies'], 'strategies').map((value) => {
    const row = object(value, 'strategy');
    return {
      name: text(row['name'], 'strategy/name'),
      spec: text(row['spec'], 'strategy/spec'),
      description: text(row['description'], 'strategy/description'),
      events: text(row['events'], 'strategy/events'),
      parameters: list(row['parameters'], 'strategy/parameters').map(readParameter),
    };
  });
}

export async function fetchCatalogue(http: Http): Promise<Catalogue> {
  const body = object(await http.get('/api/v1/indicators'), 'indicators');
  const indicators = list(body['indicators'], 'indicators').map((value) => {
    const row = object(value, 'indicator');
    return {
      name: text(row['name'], 'indicator/name'),
      spec: text(row['spec'], 'indicator/spec'),
      title: text(row['title'], 'indicator/title'),
      category: oneOf(row['category'], CATEGORIES, 'indicator/category'),
      unit: text(row['unit'], 'indicator/unit'),
      values: texts(row['values'], 'indicator/values'),
      usableAfter: number(row['usable_after'], 'indicator/usable_after'),
      parameters: list(row['parameters'], 'indicator/parameters').map(readParameter),
    };
  });
  return { indicators, columns: texts(body['columns'], 'indicators/columns') };
}

function readParameter(value: unknown): Parameter {
  const row = object(value, 'parameter');
  return {
    name: text(row['name'], 'parameter/name'),
    meaning: text(row['description'], 'parameter/description'),
    unit: text(row['unit'], 'parameter/unit'),
    minimum: orNothing(row['min'], number, 'parameter/min'),
    maximum: orNothing(row['max'], number, 'parameter/max'),
    choices: texts(row['choices'], 'parameter/choices'),
    defaultValue: text(row['default'], 'parameter/default'),
  };
}
