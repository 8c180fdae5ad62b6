import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the browser unpacks itself and screenshots go; ignored by git. */
export const TARGET = join(import.meta.dirname, '../../target');

export default function setup(): void {
  mkdirSync(join(TARGET, 'tmp'), { recursive: true });
  mkdirSync(join(TARGET, 'screenshots'), { recursive: true });
}
