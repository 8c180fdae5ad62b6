import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Look } from '../browser/browser';
import { TARGET } from '../browser/unpack';

/** Generous: the demo, its market and this browser share two cores. */
const PATIENCE_MILLIS = 60_000;

/** Somebody with a browser of their own before a running demo; whatever goes wrong in the page is noted. */
export class Visitor {
  readonly errors: string[] = [];
  readonly foreign: string[] = [];
  readonly pagesOfCandles: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  static async begin(browser: Browser, address: string, look: Look = {}): Promise<Visitor> {
    const context = await browser.newContext({
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.theme ?? 'light',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    const visitor = new Visitor(page, context);
    visitor.watch(new URL(address).host);
    await page.goto(address);
    await page.waitForSelector('.shell');
    return visitor;
  }

  private watch(host: string): void {
    this.page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
    this.page.on('console', (message) => {
      // Chromium notes the answer to "who am I?" before the login, and names violations of the CSP as errors.
      if (message.type() === 'error' && !message.text().includes('401')) this.errors.push(message.text());
    });
    this.page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.host !== host) this.foreign.push(request.url());
      if (url.pathname === '/api/v1/candles' && url.searchParams.has('before')) this.pagesOfCandles.push(url.search);
    });
    this.page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== host) this.foreign.push(socket.url());
    });
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(TARGET, 'screenshots', `${name}.png`) });
  }

  async end(): Promise<void> {
    await this.context.close();
  }
}
