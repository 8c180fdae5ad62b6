/** Readers of JSON at the edge: inside, every value has the type that it is said to have. */
export type Json = Readonly<Record<string, unknown>>;

export class UnexpectedShape extends Error {
  constructor(expected: string, found: unknown, where: string) {
    super(`expected ${expected}, found ${found === null ? 'null' : typeof found} at ${where}`);
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(value: unknown, where: string): Json {
  if (!isObject(value)) throw new UnexpectedShape('an object', value, where);
  return value;
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnexpectedShape('a list', value, where);
  return value as readonly unknown[];
}

export function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new UnexpectedShape('a text', value, where);
  return value;
}

export function number(value: unknown, where: string): number {
  if (typeof value !== 'number') throw new UnexpectedShape('a number', value, where);
  return value;
}

export function flag(value: unknown, where: string): boolean {
  if (typeof value !== 'boolean') throw new UnexpectedShape('true or false', value, where);
  return value;
}

/** Epoch milliseconds of an RFC 3339 time. */
export function time(value: unknown, where: string): number {
  const millis = Date.parse(text(value, where));
  if (Number.isNaN(millis)) throw new UnexpectedShape('an RFC 3339 time', value, where);
  return millis;
}

export function orNothing<T>(value: unknown, read: (value: unknown, where: string) => T, where: string): T | undefined {
  return value === null || value === undefined ? undefined : read(value, where);
}

export function texts(value: unknown, where: string): string[] {
  return list(value, where).map((item) => text(item, where));
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], where: string): T {
  const word = text(value, where);
  const found = allowed.find((candidate) => candidate === word);
  if (found === undefined) throw new UnexpectedShape(`one of ${allowed.join(', ')}`, value, where);
  return found;
}

/** Numbers by name; null ones, which are not defined, are left out. */
export function values(value: unknown, where: string): Record<string, number> {
  const named: Record<string, number> = {};
  for (const [name, item] of Object.entries(object(value, where))) {
    if (item !== null) named[name] = number(item, `${where}/${name}`);
  }
  return named;
}
