import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launch, Visit } from './browser';
import { TOKEN } from './fake/server';

describe('beside the charts', () => {
  let browser: Browser;
  let visit: Visit;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    visit = await Visit.begin(browser);
  });
  afterEach(() => visit.end());

  test('nobody gets in without a token, and a wrong one is told', async () => {
    await visit.page.goto(`${visit.server.address()}/signals`);
    await visit.page.getByLabel('Token').fill('wrong');
    await visit.page.getByRole('button', { name: 'Log in' }).click();
    await visit.page.getByRole('alert').getByText('no such token').waitFor();
    await visit.page.getByLabel('Token').fill(TOKEN);
    await visit.page.getByRole('button', { name: 'Log in' }).click();
    await visit.page.getByRole('heading', { name: 'Signals' }).waitFor();
  });

  test('the address with the token logs in where it is pasted into an open tab, and does not keep it', async () => {
    await visit.page.goto(`${visit.server.address()}/`);
    await visit.page.getByLabel('Token').waitFor();
    await visit.page.goto(`${visit.server.address()}/#token=wrong`);
    await visit.page.getByRole('alert').getByText('no such token').waitFor();
    await visit.page.goto(`${visit.server.address()}/#token=${TOKEN}`);
    await visit.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(visit.page.url()).toBe(`${visit.server.address()}/`);
    visit.server.endSessions();
    await visit.page.getByLabel('Token').waitFor();
    await visit.page.goto(`${visit.server.address()}/#token=${TOKEN}`);
    await visit.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  });

  test('the screener tells what a condition lacks, and sorts what it finds', async () => {
    await visit.open('/screener');
    const condition = visit.page.getByLabel('Condition');
    await condition.fill('rsi_14 ??');
    await condition.press('Enter');
    await visit.page.getByRole('alert').getByText('expected a comparison, found "rsi_14 ??"').waitFor();
    await condition.fill('rsi_14 > 1');
    await condition.press('Enter');
    await visit.page.locator('table.screen').waitFor();
    await visit.page.getByRole('button', { name: 'close', exact: true }).click();
    const symbols = await visit.page.locator('table.screen tbody a').allInnerTexts();
    expect(symbols).toEqual(['CRYPTO:BTCUSD', 'XTKS:7203', 'XNAS:AAPL', 'FX:EURUSD']);
    await visit.page.getByRole('button', { name: 'Keep' }).click();
    await visit.page.reload();
    await visit.page.getByLabel('Timeframe').selectOption('4h');
    await visit.page.locator('.kept').getByText('rsi_14 > 1 · 1h').click();
    await visit.page.locator('table.screen').waitFor();
    expect(await visit.page.getByLabel('Timeframe').inputValue()).toBe('1h');
    await visit.screenshot('screener-found');
  });

  test('signals come live, and pass the filter', async () => {
    await visit.open('/signals');
    await visit.page.locator('table.signals tbody tr').first().waitFor();
    await visit.page.getByLabel('Direction').selectOption('SELL');
    await expect.poll(() => visit.page.locator('table.signals .positive').count()).toBe(0);
    expect(new URL(visit.page.url()).search).toBe('?type=SELL');
    await visit.page.reload();
    await visit.page.locator('table.signals tbody tr').first().waitFor();
    expect(await visit.page.locator('table.signals .positive').count()).toBe(0);
    const row = { ...visit.server.world.signals[0], id: '4db9d74f-7da2-3623-9da0-888888888888', revision: 1, status: 'NEW' as const };
    const last = visit.server.market.newest('XNAS:AAPL', '1h');
    const signal = { setup: 'x', symbol: 'XNAS:AAPL', timeframe: '1h', strategy: 'macd(12,26,9)', openTime: last.openTime, closeTime: last.closeTime + 1, price: 1, confidence: 1, values: {} };
    visit.server.signal({ ...row, ...signal, type: 'BUY' });
    visit.server.signal({ ...row, ...signal, id: '4db9d74f-7da2-3623-9da0-777777777777', type: 'SELL' });
    await visit.page.locator('tr[data-signal="4db9d74f-7da2-3623-9da0-777777777777"]').waitFor();
    expect(await visit.page.locator('tr[data-signal="4db9d74f-7da2-3623-9da0-888888888888"]').count()).toBe(0);
    await visit.page.getByRole('button', { name: 'Why' }).first().click();
    const why = visit.page.getByRole('dialog');
    await why.getByText('100 %').waitFor();
    await why.getByText('The MACD line crosses its signal line. BUY and SELL of macd.').waitFor();
    await why.locator('.rule code', { hasText: 'macd' }).waitFor();
    await visit.page.reload();
    const known = await visit.page.locator('table.signals tbody tr').first().locator('.subtitle').innerText();
    expect(known).toMatch(/^known /);
  });

  test('where nothing is yet, it is said that a backfill runs, and of how many bars', async () => {
    visit.server.world.backfillBars = 0;
    visit.server.world.signals.length = 0;
    await visit.open('/signals');
    const note = visit.page.locator('.running');
    await note.waitFor();
    expect(await note.innerText()).toContain('A backfill runs since 15 Jan 12:00 (UTC): more may come');
    visit.server.world.backfillBars = 12_000;
    await visit.open('/chart/XLON:BARL/1h');
    await note.getByText('12,000 bars so far').waitFor();
    expect(await visit.page.getByText('Follow it').count()).toBe(0);
    await visit.screenshot('backfill-runs');
    await visit.open('/screener');
    await visit.page.getByLabel('Condition').fill('rsi_14 > 100');
    await visit.page.getByRole('button', { name: 'Screen', exact: true }).click();
    await note.waitFor();
    delete visit.server.world.backfillBars;
    visit.server.world.setups.push({ id: 'demo', symbol: 'XNAS:AAPL', timeframes: ['1h'], indicators: [], strategies: ['rsi(14,30,70)'], status: 'active' });
    await visit.open('/signals');
    await visit.page.getByText('have given none yet').waitFor();
  });

  test('tables of several venues have one zone, which they name, as Why does', async () => {
    for (const path of ['/', '/screener', '/health', '/signals']) {
      await visit.open(path);
      await visit.page.getByText('Times in UTC').waitFor();
    }
    await visit.page.locator('table.signals tbody tr').first().waitFor();
    const firstCells = await visit.page.locator('table.signals tbody td:first-child').allInnerTexts();
    const times = firstCells.slice(0, 6).map((text) => Date.parse(`${text.split('\n')[0] ?? ''} 2026 UTC`));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    await visit.page.getByRole('button', { name: 'Why' }).first().click();
    await visit.page.getByRole('dialog').getByText('in UTC').waitFor();
    await visit.page.keyboard.press('Escape');
    await visit.page.getByRole('button', { name: 'Settings' }).click();
    await visit.page.getByRole('button', { name: 'Local' }).click();
    await visit.page.getByText('Times in Europe/Berlin').waitFor();
  });

  test('the search tells which option the arrows chose, and names a list that is there', async () => {
    await visit.open('/');
    await visit.page.keyboard.press('/');
    const input = visit.page.getByRole('combobox');
    await visit.page.getByRole('option').nth(1).waitFor();
    await input.press('ArrowDown');
    const active = (await input.getAttribute('aria-activedescendant')) ?? '';
    expect(await visit.page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    expect(active).toBe(await visit.page.getByRole('option').nth(1).getAttribute('id'));
    expect(await visit.page.getByRole('option').getByRole('button').count()).toBe(0);
    await visit.screenshot('search');
    await input.fill('nothing at all');
    await visit.page.getByText('Nothing is called').waitFor();
    expect([await input.getAttribute('aria-expanded'), await input.getAttribute('aria-activedescendant')]).toEqual(['false', null]);
    expect(await visit.page.locator(`[id="${(await input.getAttribute('aria-controls')) ?? ''}"]`).count()).toBe(1);
  });

  test('a setup is paused, resumed, edited and removed', async () => {
    visit.server.world.setups.push({ id: 'demo', symbol: 'XNAS:AAPL', timeframes: ['1h'], indicators: [], strategies: ['rsi(14,30,70)'], status: 'active' });
    visit.server.world.setups.push({ id: 'ended', symbol: 'XNAS:AAPL', timeframes: ['1h'], indicators: [], strategies: [], status: 'stopped', reason: 'its strategy is unknown' });
    await visit.open('/setups');
    await visit.page.locator('[data-setup="ended"]').getByText('its strategy is unknown').waitFor();
    const card = visit.page.locator('[data-setup="demo"]');
    await card.getByRole('button', { name: 'Pause' }).click();
    await card.getByText('paused').waitFor();
    await card.getByRole('button', { name: 'Resume' }).click();
    await card.getByText('active').waitFor();
    await card.getByRole('button', { name: 'Edit' }).click();
    await visit.page.getByLabel('1d', { exact: true }).check();
    await visit.page.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('link', { name: '1d' }).waitFor();
    expect(await card.getByRole('link', { name: '1d' }).getAttribute('href')).toBe('/chart/XNAS:AAPL/1d?setup=demo');
    await card.getByRole('button', { name: 'Remove…' }).click();
    await card.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(() => card.count()).toBe(0);
  });

  test('health shows the month of one timeframe, and of all asks for one', async () => {
    await visit.open('/health');
    await visit.page.getByText('99.4 % of bars').first().waitFor();
    await visit.page.getByLabel('Timeframe').selectOption('');
    await visit.page.getByText('Choose a timeframe to see').waitFor();
    expect(await visit.page.getByRole('columnheader', { name: 'This month' }).count()).toBe(0);
  });

  test('comes under the policy of the real server, which forbids whatever is inline', async () => {
    const answer = await visit.page.goto(`${visit.server.address()}/`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('a chosen theme holds after a reload', async () => {
    await visit.open('/');
    await visit.page.getByRole('button', { name: 'Settings' }).click();
    await visit.page.getByRole('button', { name: 'Dark' }).click();
    await visit.page.reload();
    await visit.page.waitForSelector('.shell');
    expect(await visit.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(14, 19, 26)');
  });
});
