package dev.candlemill.bar;

import java.util.regex.Pattern;

/**
 * What a symbol may look like: {@code XNAS:AAPL}, {@code BRK.B}, {@code BTC-USD}, {@code ^GSPC}.
 */
public final class Symbols {

    public static final int MAX_LENGTH = 64;

    /** For messages. */
    public static final String EXPECTED =
            "1 to 64 letters, digits and . _ - : ^ = /, beginning with a letter, a digit or ^, without \"..\"";

    private static final Pattern LEGAL =
            Pattern.compile("[A-Za-z0-9^][A-Za-z0-9._:^=/-]{0," + (MAX_LENGTH - 1) + "}");

    private Symbols() {}

    public static boolean isLegal(String symbol) {
        return LEGAL.matcher(symbol).matches() && !symbol.contains("..") && !symbol.contains("//");
    }
}
