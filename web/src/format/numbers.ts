/** Decimals that show a price of this size well: about five significant digits, at least two decimals. */
export function priceDecimals(price: number): number {
  const size = Math.abs(price);
  if (size === 0 || size >= 100) return 2;
  return Math.min(8, Math.max(2, 4 - Math.floor(Math.log10(size))));
}

const formats = new Map<number, Intl.NumberFormat>();

export function fixed(value: number, decimals: number): string {
  let made = formats.get(decimals);
  if (made === undefined) {
    made = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(decimals, made);
  }
  return made.format(value);
}

export function price(value: number, reference: number = value): string {
  return fixed(value, priceDecimals(reference));
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });

/** `9.15M` */
export function volume(value: number): string {
  return compact.format(value);
}

/** `+1.25 %` of a share such as 0.0125; a minus sign, not a hyphen. */
export function percentChange(share: number): string {
  const text = fixed(Math.abs(share) * 100, 2);
  const sign = text === '0.00' ? '' : share > 0 ? '+' : '−';
  return `${sign}${text} %`;
}

/** Up to four decimals, for indicator values of any unit. */
export function plain(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return volume(value);
  return fixed(value, size >= 100 ? 2 : size >= 1 ? 2 : 4);
}
