/** Decimals that show a price of this size well: about five significant digits, at least two decimals. */
export function priceDecimals(price: number): number {
  const size = Math.abs(price);
  if (size === 0 || size >= 100) return 2;
  return Math.min(8, Math.max(2, 4 - Math.floor(Math.log10(size))));
}

const formats = new Map<string, Intl.NumberFormat>();

function decimal(value: number, least: number, most: number): string {
  const key = `${least}-${most}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, made);
  }
  return made.format(value);
}

export function fixed(value: number, decimals: number): string {
  return decimal(value, decimals, decimals);
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

/** For indicator values of any unit: about five significant digits, as prices have, since many are averages of prices. */
export function plain(value: number): string {
  return Math.abs(value) >= 1e6 ? volume(value) : decimal(value, 2, priceDecimals(value));
}
