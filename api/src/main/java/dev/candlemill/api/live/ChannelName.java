package dev.candlemill.api.live;

import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.Timeframe;
import java.util.regex.Pattern;

/**
 * What somebody subscribes to.
 *
 * @param subject a symbol, the id of a setup, or empty
 * @param timeframe as on the wire, or empty
 */
record ChannelName(Kind kind, String subject, String timeframe) {

    /** As written before the first bar. */
    enum Kind {
        MARKET,
        SETUP,
        FAVORITES,
        SIGNALS
    }

    static final String EXPECTED =
            "expected market|SYMBOL|TIMEFRAME, setup|ID, favorites|TIMEFRAME or signals";

    private static final Pattern SETUP_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /**
     * @throws IllegalArgumentException saying what was expected
     */
    static ChannelName parse(String text) {
        String[] parts = text.split("\\|", -1);
        switch (parts[0]) {
            case "market":
                if (parts.length == 3 && Symbols.isLegal(parts[1]) && isTimeframe(parts[2])) {
                    return new ChannelName(Kind.MARKET, parts[1], parts[2]);
                }
                break;
            case "setup":
                if (parts.length == 2 && SETUP_ID.matcher(parts[1]).matches()) {
                    return new ChannelName(Kind.SETUP, parts[1], "");
                }
                break;
            case "favorites":
                if (parts.length == 2 && isTimeframe(parts[1])) {
                    return new ChannelName(Kind.FAVORITES, "", parts[1]);
                }
                break;
            case "signals":
                if (parts.length == 1) {
                    return new ChannelName(Kind.SIGNALS, "", "");
                }
                break;
            default:
                break;
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    private static boolean isTimeframe(String text) {
        return Timeframe.all().stream().anyMatch(timeframe -> timeframe.wire().equals(text));
    }

    /** Holds nothing that JSON would escape. */
    @Override
    public String toString() {
        return switch (kind) {
            case MARKET -> "market|" + subject + "|" + timeframe;
            case SETUP -> "setup|" + subject;
            case FAVORITES -> "favorites|" + timeframe;
            case SIGNALS -> "signals";
        };
    }
}
