package dev.candlemill.calendar;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fifteen candle lengths, shortest first. The ordinal is part of the savepoint contract and of
 * stored pages: append only.
 */
public enum Timeframe {
    M5("5m", 5),
    M10("10m", 10),
    M15("15m", 15),
    M30("30m", 30),
    M45("45m", 45),
    H1("1h", 60),
    H2("2h", 120),
    H3("3h", 180),
    H4("4h", 240),
    H6("6h", 360),
    H8("8h", 480),
    H12("12h", 720),
    D1("1d", 0),
    W1("1w", 0),
    MN1("1M", 0);

    /** Minutes of one slot, the unit in which bars are counted. */
    public static final int SLOT_MINUTES = 5;

    public static final long SLOT_MILLIS = SLOT_MINUTES * 60_000L;

    private static final Timeframe[] VALUES = values();
    private static final Map<String, Timeframe> BY_WIRE =
            Arrays.stream(VALUES).collect(Collectors.toUnmodifiableMap(Timeframe::wire, t -> t));
    private static final Map<String, String> ALIASES =
            Map.of("60m", "1h", "120m", "2h", "240m", "4h", "1D", "1d", "1W", "1w", "1mo", "1M");

    private final String wire;
    private final int minutes;

    Timeframe(String wire, int minutes) {
        this.wire = wire;
        this.minutes = minutes;
    }

    /** The form in files, topics and tables: {@code 5m}, {@code 1h}, {@code 1M}. */
    public String wire() {
        return wire;
    }

    /** Minutes of a full bucket; 0 for a day and longer, whose length the calendar decides. */
    public int minutes() {
        return minutes;
    }

    public boolean isIntraday() {
        return minutes > 0;
    }

    public static int count() {
        return VALUES.length;
    }

    public static Timeframe of(int ordinal) {
        return VALUES[ordinal];
    }

    public static List<Timeframe> all() {
        return List.of(VALUES);
    }

    /**
     * Parses a wire form or one of the accepted spellings ({@code 60m}, {@code 1D}, {@code 1W}).
     *
     * @throws IllegalArgumentException naming what was expected
     */
    public static Timeframe parse(String text) {
        String trimmed = text.trim();
        Timeframe timeframe = BY_WIRE.get(ALIASES.getOrDefault(trimmed, trimmed));
        if (timeframe == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "unknown timeframe \"%s\": expected one of %s",
                            trimmed,
                            Arrays.stream(VALUES)
                                    .map(Timeframe::wire)
                                    .collect(Collectors.joining(" "))));
        }
        return timeframe;
    }
}
