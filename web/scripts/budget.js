// Fails a build whose scripts and styles, gzipped, are larger than what a page may load.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT = 200 * 1024;
const files = readdirSync('dist', { recursive: true }).filter((name) => /\.(js|css|html|svg)$/.test(name));
const total = files.reduce((sum, name) => sum + gzipSync(readFileSync(join('dist', name))).length, 0);
process.stdout.write(`bundle: ${(total / 1024).toFixed(1)} kB gzipped of at most ${LIMIT / 1024} kB\n`);
if (total > LIMIT) {
  process.stderr.write(`expected at most ${LIMIT} bytes gzipped in dist, found ${total}\n`);
  process.exit(1);
}
