export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** A click on a column: the other direction of the one that sorts already, else it, numbers largest first. */
export function nextOrder(current: SortOrder, column: string): SortOrder {
  return current.column === column ? { column, descending: !current.descending } : { column, descending: column !== 'symbol' };
}

/** Rows by a column; those without a value come last in both directions. */
export function sorted<T>(rows: readonly T[], order: SortOrder, valueOf: (row: T, column: string) => string | number | undefined): T[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a, order.column), valueOf(b, order.column)];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? 1 : -1;
    const compared = typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y)) : x - y;
    return order.descending ? -compared : compared;
  });
}
