/** In which zone times are written. Data never moves: labels alone change. */
export type ZoneChoice = 'utc' | 'venue' | 'local';

export const ZONE_CHOICES: readonly ZoneChoice[] = ['utc', 'venue', 'local'];

const VENUE_ZONES: Readonly<Record<string, string>> = {
  XNYS: 'America/New_York',
  XNAS: 'America/New_York',
  XLON: 'Europe/London',
  XHKG: 'Asia/Hong_Kong',
  XTKS: 'Asia/Tokyo',
  FX: 'America/New_York',
  CRYPTO: 'UTC',
};

export function isZoneChoice(text: string): text is ZoneChoice {
  return (ZONE_CHOICES as readonly string[]).includes(text);
}

/** The IANA zone of a venue, which the server may tell itself; UTC where nobody knows. */
export function venueZone(venue: string | undefined, told?: string): string {
  return told ?? VENUE_ZONES[venue ?? ''] ?? 'UTC';
}

/** The one zone of a table whose symbols may be of several venues. */
export function tableZone(choice: ZoneChoice): string {
  return zoneOf(choice, 'UTC');
}

export function zoneOf(choice: ZoneChoice, venueZone: string): string {
  switch (choice) {
    case 'utc':
      return 'UTC';
    case 'venue':
      return venueZone;
    case 'local':
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
