import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { FakeServer, TOKEN } from './fake/server';
import { TARGET } from './unpack';

/** Libraries and fonts that the browser needs and a bare machine has not come with it under this name. */
const BRINGS_LIBRARIES = 'AWS_Lambda_nodejs22.x';

/** How many times longer a slow machine may take. */
export const PATIENCE = Number(process.env['CANDLEMILL_PATIENCE'] ?? 1);

export async function launch(): Promise<Browser> {
  process.env['TMPDIR'] = join(TARGET, 'tmp');
  process.env['AWS_EXECUTION_ENV'] ??= BRINGS_LIBRARIES;
  process.env['FONTCONFIG_FILE'] ??= fontsFile();
  const { default: brought } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: process.env['CANDLEMILL_CHROMIUM'] ?? (await brought.executablePath()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** The fonts that the browser brings, where it unpacks them, and those of the machine; its own list looks elsewhere. */
function fontsFile(): string {
  const folder = join(TARGET, 'tmp');
  const file = join(folder, 'fonts.conf');
  const folders = [join(folder, 'fonts'), '/usr/share/fonts'].map((each) => `<dir>${each}</dir>`).join('');
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`);
  return file;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** Where the browser is; Berlin if not said. */
  readonly timeZone?: string;
}

/** A page that is logged in to a server of its own; errors of scripts and of the CSP are collected. */
export class Visit {
  readonly errors: string[] = [];

  private constructor(
    readonly server: FakeServer,
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  static async begin(browser: Browser, look: Look = {}): Promise<Visit> {
    const server = await FakeServer.start();
    const context = await browser.newContext({
      locale: 'en-US',
      timezoneId: look.timeZone ?? 'Europe/Berlin',
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.theme ?? 'light',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000 * PATIENCE);
    const visit = new Visit(server, page, context);
    page.on('pageerror', (error) => visit.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) visit.errors.push(message.text());
    });
    return visit;
  }

  /** Opens a path, the first time by the address with the token. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.server.address()}${path}#token=${TOKEN}`);
    await this.page.waitForSelector('.shell');
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(TARGET, 'screenshots', `${name}.png`) });
  }

  async end(): Promise<void> {
    await this.context.close();
    await this.server.stop();
  }
}
