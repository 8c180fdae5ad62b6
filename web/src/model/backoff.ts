/** How long to wait before the next attempt: doubled each time up to a limit, the upper half by chance. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly firstMillis: number,
    private readonly longestMillis: number,
    private readonly random: () => number,
  ) {}

  next(): number {
    const wait = Math.min(this.longestMillis, this.firstMillis * 2 ** this.attempts);
    this.attempts += 1;
    return wait * (0.5 + 0.5 * this.random());
  }

  reset(): void {
    this.attempts = 0;
  }
}
