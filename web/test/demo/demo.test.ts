import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../browser/browser';
import { Visitor } from './visitor';

const ADDRESS = process.env['CANDLEMILL_DEMO'];
/** One of the demo's invented coins, none of those that it makes favourites. */
const COIN = 'CRYPTO:SODIJUSD';
/** No setup may have a name that signals of an earlier one carry: a demo may be visited twice. */
const SETUP = `made-in-the-browser-${Date.now()}`;

/** What waits for the market: it moves as fast as the machine lets it. */
const MARKET_MILLIS = 240_000;

/** From 2024 on: the hours of two years, which the demo's market never closes for. */
const HOURS_OF_TWO_YEARS = 17_544;

async function candles(page: Page): Promise<number> {
  return Number(await page.getAttribute('.chart-frame', 'data-candles'));
}

async function loadedChart(page: Page): Promise<void> {
  await page.locator('.chart-frame[data-state="loaded"] .legend-prices').first().waitFor();
}

async function zoomOut(page: Page): Promise<void> {
  const box = await page.locator('.chart-place').boundingBox();
  if (box === null) throw new Error('expected a chart, found none');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.mouse.wheel(0, 600);
}

describe('the running demo, as a new user goes through it', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  beforeAll(async () => {
    if (ADDRESS === undefined) throw new Error('expected the address of a running demo in CANDLEMILL_DEMO, found none');
    browser = await launch();
    visitor = await Visitor.begin(browser, ADDRESS);
    page = visitor.page;
  });
  afterAll(async () => {
    await visitor.end();
    await browser.close();
  });

  test('the token leaves the address at once', () => {
    expect(page.url()).not.toContain('token');
  });

  test('search finds a coin, and its star puts it on the dashboard', async () => {
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('sodij');
    const star = page.getByRole('dialog').getByRole('button', { name: `Favourite ${COIN}` });
    if ((await star.getAttribute('aria-pressed')) === 'false') await star.click();
    await page.keyboard.press('Escape');
    await page.locator(`tr[data-symbol="${COIN}"]`).waitFor();
  });

  test('its price moves on the dashboard', async () => {
    const row = page.locator(`tr[data-symbol="${COIN}"]`);
    const before = await row.innerText();
    await expect.poll(() => row.innerText(), { timeout: MARKET_MILLIS }).not.toBe(before);
    await visitor.screenshot('demo-dashboard');
  });

  test('its chart opens with candles', async () => {
    await page.getByRole('link', { name: COIN }).click();
    await loadedChart(page);
    expect(new URL(page.url()).pathname).toBe(`/chart/${COIN}/1h`);
    await expect.poll(() => candles(page)).toBeGreaterThanOrEqual(5000);
  });

  test('scrolling left loads two years of hours, each page once, and says where they end', async () => {
    const end = page.getByText('Beginning of what is stored');
    for (let steps = 0; steps < 1_000 && !(await end.isVisible()); steps += 1) {
      if (steps < 12) await zoomOut(page);
      await page.keyboard.press('ArrowLeft');
    }
    await end.waitFor();
    expect(await candles(page)).toBeGreaterThanOrEqual(HOURS_OF_TWO_YEARS);
    expect(visitor.pagesOfCandles.length).toBeGreaterThanOrEqual(2);
    expect(new Set(visitor.pagesOfCandles).size).toBe(visitor.pagesOfCandles.length);
    await page.getByRole('button', { name: 'Newest' }).click();
  });

  test('RSI and MACD come by a click each', async () => {
    await page.getByRole('button', { name: 'Indicators' }).click();
    await page.getByRole('button', { name: '+ rsi', exact: true }).click();
    await page.getByRole('button', { name: '+ macd', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.locator('.legend', { hasText: 'rsi(14)' }).getByText(/^\d+\.\d\d/).waitFor();
    await page.locator('.legend', { hasText: 'macd(12,26,9)' }).waitFor();
    expect(page.url()).toContain('indicators=rsi(14),macd(12,26,9)');
    await page.mouse.move(0, 0);
    await visitor.screenshot('demo-chart');
  });

  test('a signal appears live', async () => {
    await page.getByRole('link', { name: 'Signals' }).click();
    const rows = page.locator('tr[data-signal]');
    await rows.first().waitFor();
    const known = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-signal')));
    await expect.poll(() => rows.first().getAttribute('data-signal'), { timeout: MARKET_MILLIS }).not.toBe(known[0]);
    expect(known).not.toContain(await rows.first().getAttribute('data-signal'));
  });

  test('a setup is created', async () => {
    await page.getByRole('link', { name: 'Setups' }).click();
    await page.getByRole('button', { name: 'New setup' }).first().click();
    await page.getByLabel('Name').fill(SETUP);
    await page.getByRole('button', { name: 'Choose a symbol…' }).click();
    await page.getByRole('combobox').fill('sodijusd');
    await page.getByRole('option', { name: 'SODIJUSD' }).first().click();
    await page.getByRole('button', { name: COIN }).waitFor();
    await page.getByLabel('1h', { exact: true }).uncheck();
    await page.getByLabel('15m', { exact: true }).check();
    await page.getByRole('button', { name: '+ sma_cross', exact: true }).click();
    // A price crosses the mean of its last two candles every few candles.
    await page.locator('[data-spec^="sma_cross"]').getByLabel('fast').fill('1');
    await page.locator('[data-spec^="sma_cross"]').getByLabel('slow').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator(`[data-setup="${SETUP}"]`, { hasText: 'sma_cross(1,2)' }).waitFor();
  });

  test('its signals come, and say why', async () => {
    await page.goto(`${new URL(page.url()).origin}/chart/${COIN}/15m?setup=${SETUP}`);
    await loadedChart(page);
    await page.waitForURL(/strategies=sma_cross\(1,2\)/);
    await page.getByRole('button', { name: /^Signals \([1-9]\d*\)$/ }).click({ timeout: MARKET_MILLIS });
    await page.locator('.signal-list button').first().click();
    await page.locator('.why').getByText('sma_cross(1,2)').first().waitFor();
    await visitor.screenshot('demo-signals');
  });

  test('all of it without an error, without a violation of the content security policy, and without asking another host', () => {
    expect(visitor.errors).toEqual([]);
    expect(visitor.foreign).toEqual([]);
  });
});
