import { argumentsOf, parseSpec, type Parameter, type Spec } from './spec';

export const CATEGORIES = ['trend', 'momentum', 'volatility', 'volume'] as const;
export type Category = (typeof CATEGORIES)[number];

/** An indicator of the server's catalogue. */
export interface IndicatorKind {
  readonly name: string;
  /** With the defaults. */
  readonly spec: string;
  readonly title: string;
  readonly category: Category;
  readonly unit: string;
  /** Names of its values with the defaults. */
  readonly values: readonly string[];
  readonly usableAfter: number;
  readonly parameters: readonly Parameter[];
}

export interface Catalogue {
  readonly indicators: readonly IndicatorKind[];
  /** Names of the values that every candle has; others exist where a setup asks for them. */
  readonly columns: readonly string[];
}

/** An indicator on a chart: which values it draws. */
export interface ChosenIndicator {
  /** As it was chosen, `sma(20)`. */
  readonly text: string;
  readonly kind: IndicatorKind;
  readonly columns: readonly string[];
}

export function choose(text: string, catalogue: Catalogue): ChosenIndicator | undefined {
  const spec = parseSpec(text);
  const kind = catalogue.indicators.find((candidate) => candidate.name === spec?.name);
  return spec === undefined || kind === undefined ? undefined : { text, kind, columns: columnsOf(spec, kind) };
}

/** Whether every candle has its values, or only those for which a setup asked. */
export function isStored(chosen: Pick<ChosenIndicator, 'columns'>, catalogue: Catalogue): boolean {
  return chosen.columns.every((column) => catalogue.columns.includes(column));
}

/**
 * Names of an indicator's values: `sma_50`, `bb_upper_20_2p5`, `rsi_14_cutler`. With the defaults they are
 * what the catalogue says, bare names such as `macd` among them.
 */
export function columnsOf(spec: Spec, kind: IndicatorKind): readonly string[] {
  const defaults = argumentsOf({ name: kind.name, args: [] }, kind.parameters);
  const chosen = argumentsOf(spec, kind.parameters);
  const suffix = suffixOf(chosen, kind.parameters);
  const defaultSuffix = suffixOf(defaults, kind.parameters);
  if (suffix === defaultSuffix) {
    return kind.values;
  }
  return kind.values.map((name) => {
    const bare = defaultSuffix !== '' && name.endsWith(defaultSuffix) ? name.slice(0, -defaultSuffix.length) : name;
    return bare + suffix;
  });
}

/** All numbers, then the words that are not the default. */
function suffixOf(values: Readonly<Record<string, string>>, parameters: readonly Parameter[]): string {
  const numbers = parameters.filter((parameter) => parameter.choices.length === 0);
  const words = parameters.filter((parameter) => parameter.choices.length > 0 && values[parameter.name] !== parameter.defaultValue);
  return [...numbers, ...words].map((parameter) => `_${(values[parameter.name] ?? '').replace('.', 'p')}`).join('');
}

const ON_PRICES = new Set([
  'sma', 'ema', 'smma', 'wma', 'hma', 'dema', 'tema', 'kama', 'trima', 'vwma', 'vwap', 'bollinger', 'donchian', 'keltner',
  'supertrend', 'psar', 'ichimoku', 'highest', 'lowest',
]);

/** Whether it is drawn over the candles; others get a pane of their own. */
export function isOverlay(kind: Pick<IndicatorKind, 'name'>): boolean {
  return ON_PRICES.has(kind.name);
}
