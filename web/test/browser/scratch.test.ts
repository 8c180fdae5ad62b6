import { test } from 'vitest';
import { launch, Visit } from './browser';
test('x', async () => {
  const browser = await launch();
  const visit = await Visit.begin(browser, { width: 1440, height: 900 });
  visit.page.on('console', (m) => console.log(m.text()));
  await visit.open('/chart/CRYPTO:BTCUSD/1h?indicators=sma(20),bollinger(20,2),rsi(14),macd(12,26,9)');
  await visit.page.waitForTimeout(2500);
  await visit.screenshot('scratch');
  console.log(visit.errors, visit.server.asked.slice(0, 30), await visit.page.evaluate(() => [...document.querySelectorAll('.legend')].map((e) => e.outerHTML)));
  await browser.close();
});
