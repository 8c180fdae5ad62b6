package dev.candlemill.bar;

/**
 * How long one input bar lasts. Daily bars are reserved for providers without old 5-minute bars.
 */
public enum BarSize {
    M1("1m", 60_000L),
    M5("5m", 300_000L),
    D1("1d", 86_400_000L);

    private static final BarSize[] VALUES = values();

    private final String wire;
    private final long millis;

    BarSize(String wire, long millis) {
        this.wire = wire;
        this.millis = millis;
    }

    public static BarSize of(int ordinal) {
        return VALUES[ordinal];
    }

    /** The form used on the command line and in messages: {@code 1m}, {@code 5m}, {@code 1d}. */
    public String wire() {
        return wire;
    }

    public long millis() {
        return millis;
    }

    /** Whether a bar may open at {@code openTime} (epoch milliseconds). */
    public boolean isOnGrid(long openTime) {
        return Math.floorMod(openTime, millis) == 0;
    }
}
