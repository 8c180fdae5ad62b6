/** Pairs for rising and falling candles; the first is told apart without red and green. */
export const CANDLE_COLORS = ['blue-orange', 'green-red', 'mono'] as const;
export type CandleColors = (typeof CANDLE_COLORS)[number];

export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly border: string;
  readonly gridLine: string;
  readonly muted: string;
  readonly rising: string;
  readonly falling: string;
  /** What is read rather than seen: texts of BUY and SELL, and under the price at the scale. */
  readonly positive: string;
  readonly negative: string;
  /** Of indicator lines, in the order in which they are added. */
  readonly lines: readonly string[];
}

/** Rising and falling, each at least 3:1 on the surface. */
export const CANDLES = {
  light: {
    'blue-orange': ['#1f77d0', '#d9730d'],
    'green-red': ['#12876f', '#d43d3d'],
    mono: ['#7d8998', '#1c2733'],
  },
  dark: {
    'blue-orange': ['#5aa9ff', '#f0953f'],
    'green-red': ['#2fb89a', '#f0616d'],
    mono: ['#e3e9f0', '#6b7887'],
  },
} as const;

const LINES = {
  light: ['#8a4fbf', '#0a7f5a', '#b3346d', '#0f7d99', '#8a6d00', '#5c5fd6', '#9c4a1a', '#4d6b2f'],
  dark: ['#c79bff', '#4fd1a1', '#ff8fc0', '#4fc9e6', '#e8cf5a', '#9fa3ff', '#f2a97e', '#a9d07a'],
} as const;

/** Colours of the theme that holds at the element, from its CSS variables. */
export function readPalette(element: Element, colors: CandleColors): Palette {
  const style = getComputedStyle(element);
  const variable = (name: string) => style.getPropertyValue(name).trim();
  const theme = style.colorScheme === 'dark' ? 'dark' : 'light';
  const [rising, falling] = CANDLES[theme][colors];
  return {
    surface: variable('--surface'),
    text: variable('--text'),
    border: variable('--border'),
    gridLine: variable('--grid-line'),
    muted: variable('--muted'),
    rising,
    falling,
    positive: variable('--positive'),
    negative: variable('--negative'),
    lines: LINES[theme],
  };
}

/** A colour `#rrggbb` with an opacity from 0 to 1. */
export function faded(color: string, opacity: number): string {
  return `${color}${Math.round(opacity * 255).toString(16).padStart(2, '0')}`;
}

export function lineColor(palette: Palette, index: number): string {
  return palette.lines[index % palette.lines.length] ?? palette.text;
}
