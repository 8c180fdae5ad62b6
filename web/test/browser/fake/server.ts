import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { Channels } from './channels';
import { Market, type Row } from './market';
import { answer, problem, type World } from './routes';
import { liveCandle, liveSignal, rfc, type SignalRow } from './wire';

const DIST = join(import.meta.dirname, '../../../dist');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** Where the real server's policy is written. */
const GATEKEEPER = join(import.meta.dirname, '../../../../api/src/main/java/dev/candlemill/api/security/Gatekeeper.java');
const CSP = policyOf(readFileSync(GATEKEEPER, 'utf8'));
export const TOKEN = 'a-token-of-the-tests';

/** The API and the page's files on a free port of this machine, with an invented market that a test moves. */
export class FakeServer {
  readonly market = new Market();
  readonly world: World;
  /** Paths and queries of what was asked, in order. */
  readonly asked: string[] = [];
  /** Whether Postgres is: candles are not answered. */
  isAway = false;
  private channels: Channels;
  private session = 1;
  private readonly held = new Map<string, Promise<void>>();
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });

  private constructor() {
    const signals = firstSignals(this.market);
    this.world = { market: this.market, signals, favorites: ['CRYPTO:BTCUSD', 'XNAS:AAPL', 'FX:EURUSD'], setups: [] };
    this.channels = new Channels(this.market, signals);
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.on('upgrade', (request, socket, head) => {
      this.sockets.handleUpgrade(request, socket, head, (client) => {
        if (this.isLoggedIn(request)) this.channels.add(client);
        else client.close(1008);
      });
    });
  }

  static async start(): Promise<FakeServer> {
    const fake = new FakeServer();
    await new Promise<void>((resolve) => fake.server.listen(Number(process.env['FAKE_PORT'] ?? 0), '127.0.0.1', resolve));
    return fake;
  }

  address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.channels.dropConnections();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The candle that forms now has this close. */
  form(symbol: string, timeframe: string, close: number): void {
    const candle = liveCandle(symbol, timeframe, this.market.forming(symbol, timeframe, close), false);
    this.channels.rememberForming(namesOf(symbol, timeframe), `${symbol}|${timeframe}`, candle);
    this.channels.publish(namesOf(symbol, timeframe), { type: 'market-data-update', is_final: false, candle }, false);
  }

  /** What forms closes, with its indicators; returns its open time. */
  close(symbol: string, timeframe: string, close: number): number {
    const row = this.market.close(symbol, timeframe, close);
    const names = namesOf(symbol, timeframe);
    this.channels.rememberForming(names, `${symbol}|${timeframe}`, undefined);
    this.publishFinal(symbol, timeframe, row);
    return row.openTime;
  }

  /** A correction long ago: so many candles get other values of their indicators, one message after the other. */
  recompute(symbol: string, timeframe: string, candles: number): void {
    for (const row of this.market.of(symbol, timeframe).rows.slice(-candles)) {
      row.indicatorRevision += 1;
      row.indicators = { ...row.indicators, rsi_14: 77.25 };
      this.publishFinal(symbol, timeframe, row);
    }
  }

  private publishFinal(symbol: string, timeframe: string, row: Row): void {
    const names = namesOf(symbol, timeframe);
    this.channels.publish(names, { type: 'market-data-update', is_final: true, candle: liveCandle(symbol, timeframe, row, true) }, true);
    const values = Object.fromEntries(Object.entries(row.indicators).filter(([, value]) => value !== null));
    const update = {
      symbol, timeframe, open_time: rfc(row.openTime), open_time_ms: row.openTime, revision: row.revision, indicator_revision: row.indicatorRevision, values,
    };
    this.channels.publish(names, { type: 'indicator-update', ...update }, true);
  }

  signal(row: SignalRow): void {
    const index = this.world.signals.findIndex((signal) => signal.id === row.id);
    if (index < 0) this.world.signals.push(row);
    else this.world.signals[index] = row;
    const names = [...namesOf(row.symbol, row.timeframe), 'signals'];
    this.channels.publish(names, { type: 'strategy-signal', signal: liveSignal(row) }, true);
  }

  /** Answers to this path wait until the returned function is called. */
  hold(path: string): () => void {
    let release: () => void = () => undefined;
    this.held.set(path, new Promise((resolve) => (release = resolve)));
    return release;
  }

  dropConnections(): void {
    this.channels.dropConnections();
  }

  /** Nobody is logged in any more: requests are refused, and so are connections. */
  endSessions(): void {
    this.session += 1;
    this.channels.endSessions();
  }

  /** As after a restart that sessions survive: the numbers of channels begin anew, and none of before is known. */
  forgetStreams(): void {
    this.channels.dropConnections();
    this.channels = new Channels(this.market, this.world.signals);
    this.channels.stream = 'm7q2';
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!url.pathname.startsWith('/api/')) {
      this.file(url.pathname, response);
      return;
    }
    this.asked.push(url.pathname + url.search);
    await this.held.get(url.pathname);
    const text = await body(request);
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const { status, body: answered } = this.route(request, url, parsed, response);
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'Content-Type': type }).end(answered === undefined ? undefined : JSON.stringify(answered));
  }

  private route(request: IncomingMessage, url: URL, parsed: Record<string, unknown>, response: ServerResponse): { status: number; body?: unknown } {
    if (url.pathname === '/api/v1/login') {
      if (parsed['token'] !== TOKEN) return problem(401, 'Who are you?', 'no such token');
      response.setHeader('Set-Cookie', `${this.cookie()}; HttpOnly; SameSite=Strict; Path=/`);
      return { status: 200, body: { role: 'trader' } };
    }
    if (!this.isLoggedIn(request)) return problem(401, 'Log in', 'no session');
    if (request.method !== 'GET' && request.headers['x-candlemill'] !== '1') return problem(403, 'Not from our page', 'no X-Candlemill');
    if (url.pathname === '/api/v1/session') return { status: 200, body: { role: 'trader' } };
    if (this.isAway && url.pathname === '/api/v1/candles') return problem(503, 'The database does not answer', '');
    return answer(this.world, { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, body: parsed });
  }

  private cookie(): string {
    return `candlemill_session=${this.session}`;
  }

  private isLoggedIn(request: IncomingMessage): boolean {
    return request.headers.cookie?.split('; ').includes(this.cookie()) === true;
  }

  private file(path: string, response: ServerResponse): void {
    const wanted = join(DIST, normalize(path));
    const file = extname(path) !== '' && existsSync(wanted) ? wanted : join(DIST, 'index.html');
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP });
    createReadStream(file).pipe(response);
  }
}

/** The content security policy of the Java source: the literals of its constant, joined. */
export function policyOf(source: string): string {
  const constant = /CONTENT_POLICY =([\s\S]*?");/.exec(source)?.[1] ?? '';
  const policy = [...constant.matchAll(/"([^"]*)"/g)].map(([, literal]) => literal).join('');
  if (!policy.includes("frame-ancestors 'none'")) throw new Error(`expected CONTENT_POLICY in Gatekeeper.java, found "${policy}"`);
  return policy;
}

function namesOf(symbol: string, timeframe: string): string[] {
  return [`market|${symbol}|${timeframe}`, `favorites|${timeframe}`];
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** One signal every 40 candles of two symbols, every fifth of them retracted. */
export function firstSignals(market: Market): SignalRow[] {
  const signals: SignalRow[] = [];
  for (const symbol of ['CRYPTO:BTCUSD', 'XNAS:AAPL']) {
    const rows = market.of(symbol, '1h').rows.slice(-500);
    rows.forEach((row, index) => {
      if (index % 40 !== 20) return;
      const number = signals.length;
      signals.push({
        id: `4db9d74f-7da2-3623-9da0-${String(number).padStart(12, '0')}`, setup: 'demo', symbol, timeframe: '1h', strategy: number % 3 === 0 ? 'rsi(14,30,70)' : 'sma_cross(20,50)',
        openTime: row.openTime, closeTime: row.closeTime, type: number % 2 === 0 ? 'BUY' : 'SELL', price: row.close, confidence: 0.35 + (number % 5) / 10,
        values: { sma_20: row.indicators['sma_20'] ?? 0, sma_50: row.indicators['sma_50'] ?? 0 }, revision: 1, status: number % 5 === 4 ? 'RETRACTED' : 'NEW',
      });
    });
  }
  return signals;
}
