const integer = (name: string, byDefault: string, description: string, max = 1000) => ({
  name, kind: 'integer', unit: 'candles', min: 1, max, default: byDefault, choices: [], description,
});
const decimal = (name: string, byDefault: string, min: number, max: number, description: string) => ({
  name, kind: 'decimal', unit: '', min, max, default: byDefault, choices: [], description,
});
const source = {
  name: 'source', kind: 'choice', unit: '', min: null, max: null, default: 'close', choices: ['close', 'open', 'high', 'low'], description: 'which number of a candle it is of',
};

function indicator(name: string, spec: string, title: string, category: string, unit: string, values: string[], parameters: object[]): object {
  return { name, spec, title, category, unit, values, defined_after: 20, usable_after: 20, stable_after: 20, source: '', parameters };
}

export const INDICATORS = {
  columns: ['sma_20', 'sma_50', 'sma_200', 'ema_12', 'ema_26', 'macd', 'macd_signal', 'macd_histogram', 'rsi_14', 'stoch_k', 'stoch_d', 'bb_upper', 'bb_middle', 'bb_lower'],
  indicators: [
    indicator('sma', 'sma(20)', 'Simple moving average', 'trend', 'price', ['sma_20'], [integer('bars', '20', 'candles in the window', 5000), source]),
    indicator('ema', 'ema(20)', 'Exponential moving average', 'trend', 'price', ['ema_20'], [integer('bars', '20', 'candles of the average'), source]),
    indicator('macd', 'macd(12,26,9)', 'MACD', 'momentum', 'price', ['macd', 'macd_signal', 'macd_histogram'], [
      integer('fast', '12', 'candles of the fast average'), integer('slow', '26', 'candles of the slow average'), integer('signal', '9', 'candles of the signal’s average'), source,
    ]),
    indicator('rsi', 'rsi(14)', 'Relative strength index', 'momentum', '%', ['rsi_14'], [integer('bars', '14', 'candles of the average'), source]),
    indicator('stochastic', 'stochastic(14,3,1)', 'Stochastic oscillator', 'momentum', '%', ['stoch_k', 'stoch_d'], [
      integer('k', '14', 'candles of the range'), integer('d', '3', 'candles of D’s mean'), integer('smooth', '1', 'candles of K’s mean'),
    ]),
    indicator('bollinger', 'bollinger(20,2)', 'Bollinger bands', 'volatility', 'price', ['bb_upper', 'bb_middle', 'bb_lower'], [
      integer('bars', '20', 'candles in the window'), decimal('deviations', '2', 0.1, 10, 'standard deviations to a band'), source,
    ]),
    indicator('mfi', 'mfi(14)', 'Money flow index', 'volume', '%', ['mfi_14'], [integer('bars', '14', 'candles in the window')]),
  ],
};

function strategy(name: string, spec: string, description: string, parameters: object[]): object {
  return { name, spec, description, events: `BUY and SELL of \`${name}\`.`, confidence: 'd / (d + 1)', parameters };
}

export const STRATEGIES = {
  strategies: [
    strategy('macd', 'macd(12,26,9)', 'The MACD line crosses its signal line.', [
      integer('fast', '12', 'length of the fast EMA', 999), integer('slow', '26', 'length of the slow EMA, above fast'), integer('signal', '9', 'length of the signal line’s EMA'),
    ]),
    strategy('rsi', 'rsi(14,30,70)', 'RSI enters, or comes back from, the oversold and the overbought zone.', [
      integer('bars', '14', 'candles of the RSI'), decimal('oversold', '30', 0, 100, 'threshold of BUY'), decimal('overbought', '70', 0, 100, 'threshold of SELL'),
      { name: 'trigger', kind: 'choice', unit: '', min: null, max: null, default: 'enter', choices: ['enter', 'exit'], description: 'what the event is' },
    ]),
    strategy('sma_cross', 'sma_cross(20,50)', 'A fast simple moving average crosses a slow one.', [
      integer('fast', '20', 'length of the fast average', 999), integer('slow', '50', 'length of the slow average, above fast'),
    ]),
  ],
};
