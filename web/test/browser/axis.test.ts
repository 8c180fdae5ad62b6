import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, Visit } from './browser';

/** Texts that canvases were asked to write, with their places. */
interface Written {
  written: Map<string, number>;
}

describe('the axis of a chart', () => {
  let browser: Browser;
  let visit: Visit;
  beforeAll(async () => {
    browser = await launch();
    visit = await Visit.begin(browser, { timeZone: 'America/Los_Angeles' });
    await visit.page.addInitScript(() => {
      const holder = window as unknown as Written;
      holder.written = new Map();
      const original = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'fillText')?.value as CanvasRenderingContext2D['fillText'];
      CanvasRenderingContext2D.prototype.fillText = function (text: string, x: number, y: number) {
        holder.written.set(text, x);
        original.call(this, text, x, y);
      };
    });
  });
  afterAll(async () => {
    await visit.end();
    await browser.close();
  });

  const placeOf = (text: string) => visit.page.evaluate((wanted) => (window as unknown as Written).written.get(wanted), text);
  const whereItStays = async (text: string) => {
    let before = await placeOf(text);
    await expect.poll(async () => {
      const now = await placeOf(text);
      const stays = now === before;
      before = now;
      return stays;
    }, { interval: 200 }).toBe(true);
    return before ?? 0;
  };
  const forget = () => visit.page.evaluate(() => (window as unknown as Written).written.clear());

  test('begins its days and years where the chosen zone does', async () => {
    await visit.open('/chart/CRYPTO:BTCUSD/1h');
    await visit.page.waitForSelector('.chart-frame[data-state="loaded"] .legend-prices');
    const toTheLeft = async () => {
      if ((await placeOf('2026')) === undefined) await visit.page.keyboard.press('ArrowLeft');
      return placeOf('2026');
    };
    await expect.poll(toTheLeft, { interval: 300, timeout: 20_000 }).toBeDefined();
    const inUtc = await whereItStays('2026');
    await forget();
    await visit.page.getByRole('button', { name: 'Local', exact: true }).click();
    await expect.poll(() => placeOf('31 Dec')).toBeDefined();
    expect((await placeOf('2026')) ?? 0).toBeGreaterThan(inUtc + 30);
    await visit.screenshot('axis-los-angeles');
    await forget();
    await visit.page.getByRole('button', { name: 'UTC', exact: true }).click();
    await expect.poll(() => placeOf('2026')).toBe(inUtc);
    expect(visit.errors).toEqual([]);
  });
});
