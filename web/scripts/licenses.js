// Writes the licences of what the bundle contains beside it; they ask to go along with every copy.
import { readFileSync, writeFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const texts = Object.entries(dependencies).map(
  ([name, version]) => `${name} ${version}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`,
);
const notice = 'TradingView Lightweight Charts™, Copyright (c) 2025 TradingView, Inc. https://www.tradingview.com/\n\n';
writeFileSync('dist/licenses.txt', notice + texts.join(`\n${'-'.repeat(100)}\n\n`));
