import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, Visit } from './browser';

const SETUP = { id: 'btc-hourly', symbol: 'CRYPTO:BTCUSD', timeframes: ['1h', '4h'], indicators: [], strategies: ['sma_cross(20,50)', 'rsi(14,30,70)'], status: 'active' };

/** Screenshots of every page, to be looked at; and nothing that a narrow screen would have to scroll sideways. */
describe('every page at every size and theme', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const sizes = [{ width: 1440, height: 900 }, { width: 360, height: 740 }];
  const themes = ['light', 'dark'] as const;
  const pages = [
    ['dashboard', '/', '.favorites tbody tr'],
    ['setups', '/setups', '[data-setup="btc-hourly"]'],
    ['screener', '/screener', '.empty'],
    ['signals', '/signals', 'table.signals tbody tr'],
    ['health', '/health', 'table.runs tbody tr'],
    ['chart', '/chart/CRYPTO:BTCUSD/1h?indicators=sma(20),bollinger(20,2),rsi(14),macd(12,26,9)', '.chart-frame[data-state="loaded"] .legend'],
  ] as const;
  for (const size of sizes) {
    for (const theme of themes) {
      for (const [name, path, awaited] of pages) {
        test(`${name} at ${size.width} px, ${theme}`, async () => {
          const visit = await Visit.begin(browser, { ...size, theme });
          visit.server.world.setups.push(SETUP, { ...SETUP, id: 'aapl-daily', symbol: 'XNAS:AAPL', timeframes: ['1d'], indicators: ['sma(10)'], status: 'paused' });
          await visit.open(path);
          await visit.page.waitForSelector(awaited);
          await visit.page.waitForLoadState('networkidle');
          visit.server.form('CRYPTO:BTCUSD', '1h', visit.server.market.newest('CRYPTO:BTCUSD', '1h').close * 1.004);
          await visit.page.waitForTimeout(400);
          await visit.screenshot(`${name}-${size.width}-${theme}`);
          const overflow = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overflow).toBe(0);
          expect(visit.errors).toEqual([]);
          await visit.end();
        });
      }
    }
  }
});
