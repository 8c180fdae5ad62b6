import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, Visit } from './browser';
import { NOW } from './fake/market';
import { signalAt } from './fake/wire';

const BTC = 'CRYPTO:BTCUSD';

/** How many candles the chart holds. */
async function candles(page: Page): Promise<number> {
  return Number(await page.getAttribute('.chart-frame', 'data-candles'));
}

async function loadedChart(page: Page): Promise<void> {
  await page.waitForSelector('.chart-frame[data-state="loaded"] .legend-prices');
}

describe('from nothing to a setup’s signals', () => {
  let browser: Browser;
  let visit: Visit;
  beforeAll(async () => {
    browser = await launch();
    visit = await Visit.begin(browser);
    visit.server.world.favorites = [];
  });
  afterAll(async () => {
    await visit.end();
    await browser.close();
  });

  test('the dashboard says what to do first', async () => {
    await visit.open('/');
    await visit.page.getByText('No favourites yet').waitFor();
    expect(visit.page.url()).not.toContain('token');
  });

  test('typing opens the search, which finds by name', async () => {
    await visit.page.keyboard.press('b');
    await visit.page.getByRole('combobox').fill('bitcoin');
    await expect.poll(() => visit.page.getByRole('option').count()).toBe(1);
  });

  test('a star puts it on the dashboard, where its price moves', async () => {
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Favourite CRYPTO:BTCUSD' }).click();
    await visit.page.keyboard.press('Escape');
    const row = visit.page.locator(`tr[data-symbol="${BTC}"]`);
    await row.waitFor();
    visit.server.form(BTC, '1h', 77_777);
    await row.getByText('77,777.00').waitFor();
    expect(visit.server.world.favorites).toEqual([BTC]);
  });

  test('its chart opens, and shows the forming candle', async () => {
    await visit.page.getByRole('link', { name: BTC }).click();
    await loadedChart(visit.page);
    await visit.page.mouse.move(0, 0);
    await visit.page.locator('.tag.forming').waitFor();
    expect(new URL(visit.page.url()).pathname).toBe('/chart/CRYPTO:BTCUSD/1h');
    expect(await candles(visit.page)).toBe(5000 + 8 + 1);
  });

  test('scrolling left loads two years of hours without duplicate or hole, and says where they end', async () => {
    const end = visit.page.getByText('Beginning of what is stored');
    // Until the last page is drawn: as it comes, the end may be said while the view still is where it was.
    const hasAll = async () => (await candles(visit.page)) === 17_520 + 1 && (await end.isVisible());
    for (let steps = 0; steps < 400 && !(await hasAll()); steps += 1) {
      await visit.page.keyboard.press('ArrowLeft');
      if (steps < 3) for (let more = 0; more < 4; more += 1) await zoomOut(visit.page);
    }
    await end.waitFor();
    expect(await candles(visit.page)).toBe(17_520 + 1);
    const asked = visit.server.asked.filter((path) => path.startsWith('/api/v1/candles'));
    expect(new Set(asked).size).toBe(asked.length);
    await visit.page.getByRole('button', { name: 'Newest' }).click();
  });

  test('RSI and MACD are added by a click each, and stand in the address', async () => {
    await visit.page.getByRole('button', { name: 'Indicators' }).click();
    await visit.page.getByRole('button', { name: '+ rsi' }).click();
    await visit.page.getByRole('button', { name: '+ macd' }).click();
    await visit.page.keyboard.press('Escape');
    await visit.page.locator('.legend', { hasText: 'rsi(14)' }).getByText(/^\d+\.\d\d/).waitFor();
    await visit.page.locator('.legend', { hasText: 'macd(12,26,9)' }).waitFor();
    expect(visit.page.url()).toContain('indicators=rsi(14),macd(12,26,9)');
    await visit.screenshot('journey-chart');
  });

  test('a setup is created within the ranges that the server tells', async () => {
    await visit.page.getByRole('link', { name: 'Setups' }).click();
    await visit.page.getByRole('button', { name: 'New setup' }).first().click();
    await visit.page.getByLabel('Name').fill('btc-hourly');
    await visit.page.getByRole('button', { name: 'Choose a symbol…' }).click();
    await visit.page.getByRole('combobox').fill('btc');
    await visit.page.getByRole('option').first().click();
    await visit.page.getByRole('button', { name: '+ macd' }).first().click();
    const fast = visit.page.locator('[data-spec^="macd"]').getByLabel('fast');
    await fast.fill('5000');
    await visit.page.getByText('expected from 1 to 999').waitFor();
    expect(await visit.page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await fast.fill('12');
    await visit.screenshot('journey-setup');
    await visit.page.getByRole('button', { name: 'Save' }).click();
    await visit.page.locator('[data-setup="btc-hourly"]').waitFor();
    expect(visit.server.world.setups).toMatchObject([{ id: 'btc-hourly', symbol: BTC, timeframes: ['1h'], strategies: ['macd(12,26,9)'] }]);
  });

  test('its signal appears on the chart as it comes, with the reason', async () => {
    await visit.page.goto(`${visit.server.address()}/chart/${BTC}/1h?setup=btc-hourly`);
    await loadedChart(visit.page);
    await visit.page.waitForURL(/strategies=macd\(12,26,9\)/);
    const openTime = visit.server.close(BTC, '1h', 71_000);
    visit.server.signal(signalAt(openTime));
    await visit.page.getByRole('button', { name: 'Signals (1)' }).click();
    await visit.page.locator('.signal-list button').first().click();
    const why = visit.page.locator('.why');
    await why.getByText('The MACD line crosses its signal line.').waitFor();
    await why.getByText('BUY and SELL of macd.').waitFor();
    expect(await why.innerText()).toContain('12.50');
    expect(await why.innerText()).toContain('62 %');
    await visit.screenshot('journey-signal');
  });

  test('and is struck through when it is retracted', async () => {
    const openTime = visit.server.market.newest(BTC, '1h').openTime;
    visit.server.signal(signalAt(openTime, { revision: 2, status: 'RETRACTED' }));
    await visit.page.locator('.signal-list .struck', { hasText: 'macd(12,26,9)' }).waitFor();
    await visit.page.getByText('A correction of candles took its reason away').waitFor();
    await visit.screenshot('journey-retracted');
    await visit.page.getByRole('button', { name: 'Show not only setup btc-hourly' }).click();
    await visit.page.getByRole('button', { name: 'Show not only macd(12,26,9)' }).click();
    await visit.page.getByRole('button', { name: 'only rsi(14,30,70)' }).click();
    await visit.page.waitForURL(/strategies=rsi\(14,30,70\)/);
    expect(openTime).toBeGreaterThanOrEqual(NOW);
  });

  test('all of it without an error of a script or of the content security policy', () => {
    expect(visit.errors).toEqual([]);
  });
});

async function zoomOut(page: Page): Promise<void> {
  const box = await page.locator('.chart-place').boundingBox();
  if (box === null) throw new Error('expected a chart, found none');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.mouse.wheel(0, 600);
}
