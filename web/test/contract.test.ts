import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { firstSignals } from './browser/fake/server';
import { LISTINGS, Market } from './browser/fake/market';
import { answer, type World } from './browser/fake/routes';

const CONTRACT = join(import.meta.dirname, '../../api/src/main/resources/openapi/candlemill.yaml');
type Part = Readonly<Record<string, unknown>>;
const contract = parse(readFileSync(CONTRACT, 'utf8')) as { paths: Record<string, Record<string, { responses: Record<string, Part> }>>; components: Part };
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

const SETUP = { id: 'demo', symbol: 'CRYPTO:BTCUSD', timeframes: ['1h'], indicators: ['sma(10)'], strategies: ['rsi(14,30,70)'], status: 'active' };

/** Nothing here moves it. */
const market = new Market();

function newWorld(): World {
  return { market, signals: firstSignals(market), favorites: LISTINGS.map((listing) => listing.symbol), setups: [SETUP] };
}

/** What the contract has against an answer of the tests' server; nothing: it is one of the API's. */
function mistakesOf(method: string, address: string, body: Record<string, unknown> = {}): string[] {
  const { pathname, searchParams } = new URL(address, 'http://test');
  const answered = answer(newWorld(), { method, path: pathname, query: searchParams, body });
  const path = Object.keys(contract.paths).find((template) => new RegExp(`^${template.replace(/\{[^}]*\}/g, '[^/]+')}$`).test(pathname)) ?? 'none';
  const response = answered.status >= 400 ? at('#/components/responses/BadRequest') : resolved(contract.paths[path]?.[method.toLowerCase()]?.responses[answered.status]);
  const media = Object.values(response['content'] as Record<string, { schema: object }>)[0];
  const validate = ajv.compile({ ...media?.schema, components: contract.components });
  validate(answered.body);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
}

/** A part of the contract, or what it refers to. */
function resolved(part: Part | undefined): Part {
  if (part === undefined) throw new Error('expected a response of the contract, found none');
  return typeof part['$ref'] === 'string' ? at(part['$ref']) : part;
}

function at(reference: string): Part {
  const names = reference.split('/').slice(1);
  return names.reduce<unknown>((part, name) => (part as Part)[name], contract) as Part;
}

describe('what the tests’ server answers is what the API says of', () => {
  test.each([
    '/api/v1/candles?symbol=CRYPTO:BTCUSD&timeframe=1h&limit=100&shape=columns&indicators=sma_20,rsi_14',
    '/api/v1/candles?symbol=CRYPTO:BTCUSD&timeframe=1h&limit=10&shape=columns&from=2026-01-13T00:00:00Z',
    '/api/v1/candles?symbol=XLON:BARL&timeframe=1h&limit=10&shape=columns',
    '/api/v1/symbols?q=b',
    '/api/v1/symbols/XNAS:AAPL',
    '/api/v1/symbols/NONE',
    '/api/v1/favorites?timeframe=1h',
    '/api/v1/trading-setups',
    '/api/v1/trading-setups/demo',
    '/api/v1/indicators',
    '/api/v1/strategies',
    '/api/v1/signals?limit=5',
    '/api/v1/screener?condition=rsi_14%20%3E%201&timeframe=1h',
    '/api/v1/screener?condition=nonsense&timeframe=1h',
    '/api/v1/health',
    '/api/v1/stats?timeframe=1h',
    '/api/v1/stats',
    '/api/v1/backfills',
  ])('GET %s', (address) => {
    expect(mistakesOf('GET', address)).toEqual([]);
  });

  test('what is added, changed and paused', () => {
    expect(mistakesOf('POST', '/api/v1/favorites', { symbol: 'XNAS:AAPL' })).toEqual([]);
    expect(mistakesOf('POST', '/api/v1/trading-setups', { ...SETUP, id: 'other' })).toEqual([]);
    expect(mistakesOf('PATCH', '/api/v1/trading-setups/demo', { strategies: [] })).toEqual([]);
    expect(mistakesOf('POST', '/api/v1/trading-setups/demo/pause')).toEqual([]);
  });
});

test('signals go on from page to page, within a range', () => {
  const world = newWorld();
  const ask = (query: string) => answer(world, { method: 'GET', path: '/api/v1/signals', query: new URLSearchParams(query), body: {} }).body as { signals: { id: string; open_time: string }[]; next_cursor: string | null };
  const all = ask('symbol=CRYPTO:BTCUSD').signals;
  const pages = [ask('symbol=CRYPTO:BTCUSD&limit=7'), ask('symbol=CRYPTO:BTCUSD&limit=7&cursor=7')];
  expect(pages.map((page) => page.next_cursor)).toEqual(['7', null]);
  expect(pages.flatMap((page) => page.signals)).toEqual(all);
  const [newest, second] = all;
  expect(ask(`symbol=CRYPTO:BTCUSD&to=${newest?.open_time ?? ''}`).signals[0]).toEqual(second);
});
