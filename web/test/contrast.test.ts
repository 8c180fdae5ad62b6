import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CANDLE_COLORS, CANDLES } from '../src/chart/palette';

const css = readFileSync(join(import.meta.dirname, '../src/styles/tokens.css'), 'utf8');
const blocks = [...css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)].map(([, selector = '', body = '']) => ({
  selector: selector.trim(),
  colors: Object.fromEntries([...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name = '', color = '']) => [name, color])),
}));

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe('text has at least 4.5:1 on every surface that it stands on', () => {
  for (const { selector, colors } of blocks) {
    test.each(['text', 'muted', 'accent', 'positive', 'negative', 'warning', 'danger', 'ok'])(`${selector}: %s`, (name) => {
      for (const surface of ['bg', 'surface', 'raised']) {
        expect(contrast(colors[name] ?? '', colors[surface] ?? '')).toBeGreaterThanOrEqual(4.5);
      }
    });
    test(`${selector}: on the accent`, () => expect(contrast(colors['on-accent'] ?? '', colors['accent'] ?? '')).toBeGreaterThanOrEqual(4.5));
  }
});

/** What lightweight-charts writes on a colour: `generateContrastColors`. */
function textOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return 0.199 * red + 0.687 * green + 0.114 * blue > 160 ? '#000000' : '#ffffff';
}

describe.each(['light', 'dark'] as const)('a chart, %s', (theme) => {
  const colors = blocks[theme === 'light' ? 0 : 1]?.colors ?? {};

  test.each(CANDLE_COLORS)('has candles of at least 3:1 on its surface, %s', (pair) => {
    for (const color of CANDLES[theme][pair]) expect(contrast(color, colors['surface'] ?? '')).toBeGreaterThanOrEqual(3);
  });

  test.each(['positive', 'negative'])('has a price of at least 4.5:1 on its tag, %s', (name) => {
    const color = colors[name] ?? '';
    expect(contrast(color, textOn(color))).toBeGreaterThanOrEqual(4.5);
  });
});

test('the chosen and the system’s dark theme are the same', () => {
  expect(blocks).toHaveLength(3);
  expect(blocks[1]?.colors).toEqual(blocks[2]?.colors);
});
