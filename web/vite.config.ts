import { defineConfig } from 'vitest/config';

// `npm run dev` serves the page and passes the API's routes on to a server on this machine.
const api = process.env['CANDLEMILL_API'] ?? 'http://127.0.0.1:8080';
// The API takes requests of its own page only.
const proxied = { target: api, ws: true, changeOrigin: true, headers: { origin: api } };

export default defineConfig({
  build: {
    target: 'es2022',
    // Small files become data: addresses otherwise, which the server's CSP does not allow.
    assetsInlineLimit: 0,
    // Its polyfill would be an inline script.
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/api', '/docs', '/ws'].map((path) => [path, proxied])),
  },
  test: {
    include: ['src/**/*.test.ts', 'test/*.test.ts'],
    environment: 'node',
  },
});
