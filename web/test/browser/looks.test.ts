import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, Visit } from './browser';

const BTC = 'CRYPTO:BTCUSD';
const SETUP = { id: 'btc-hourly', symbol: BTC, timeframes: ['1h', '4h'], indicators: [], strategies: ['sma_cross(20,50)', 'rsi(14,30,70)'], status: 'active' };

const SIZES = [{ width: 1440, height: 900 }, { width: 360, height: 740 }];
const THEMES = ['light', 'dark'] as const;
const PAGES = [
  ['dashboard', '/', '.favorites tbody tr .flashing:text("77,777.00")'],
  ['setups', '/setups', '[data-setup="btc-hourly"]'],
  ['screener', '/screener', '.empty'],
  ['signals', '/signals', 'table.signals tbody tr'],
  ['health', '/health', 'table.runs tbody tr'],
  ['chart', `/chart/${BTC}/1h?indicators=sma(20),bollinger(20,2),rsi(14),macd(12,26,9)`, '.chart-frame[data-state="loaded"] .tag.forming'],
] as const;

/** Screenshots of every page, to be looked at; and nothing that a narrow screen would have to scroll sideways. */
describe('every page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  for (const size of SIZES) {
    for (const theme of THEMES) {
      test(`fits ${size.width} px, ${theme}, without an error`, async () => {
        const visit = await Visit.begin(browser, { ...size, theme });
        visit.server.world.setups.push(SETUP, { ...SETUP, id: 'aapl-daily', symbol: 'XNAS:AAPL', timeframes: ['1d'], indicators: ['sma(10)'], status: 'paused' });
        visit.server.form(BTC, '1h', 77_777);
        for (const [name, path, awaited] of PAGES) {
          await visit.open(path);
          await visit.page.waitForSelector(awaited);
          await visit.page.waitForLoadState('networkidle');
          await visit.screenshot(`${name}-${size.width}-${theme}`);
          const overflow = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(`${name}: ${overflow}`).toBe(`${name}: 0`);
        }
        expect(visit.errors).toEqual([]);
        await visit.end();
      });
    }
  }
});
