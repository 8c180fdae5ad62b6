// What Maven calls: `install` and `build`, each only when something has changed, so that a build needs no network twice.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'node_modules/.candlemill-lock';
const BUILT = 'dist/index.html';
const SOURCES = ['src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

function install() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lock) {
    npm('ci');
    writeFileSync(STAMP, lock);
  }
}

function build() {
  if (!existsSync(BUILT) || SOURCES.some((source) => newest(source) > statSync(BUILT).mtimeMs)) {
    npm('run', 'build');
  }
}

/** When a file, or anything in a folder, changed last; a deleted file changes its folder. */
function newest(path) {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    process.stderr.write(`npm ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}; expected Node 20.19 or later with npm\n`);
    process.exit(status ?? 1);
  }
}

const verb = process.argv[2];
if (verb === 'install') install();
else if (verb === 'build') build();
else throw new Error(`expected install or build, found ${verb}`);
