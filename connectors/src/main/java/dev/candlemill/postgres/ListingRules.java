package dev.candlemill.postgres;

import dev.candlemill.bar.PlainText;
import dev.candlemill.postgres.SymbolListings.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a listing may say, whoever brings it: a search that finds nothing wrong finds it. */
public final class ListingRules {

    public static final int MAX_NAME = 200;
    public static final int MAX_CURRENCY = 12;

    /** The first is that of a listing that names none. */
    public static final List<String> KINDS =
            List.of("stock", "etf", "index", "crypto", "fx", "future");

    private static final Pattern TICKER = Pattern.compile("[A-Z0-9^][A-Z0-9._^=/-]{0,31}");
    private static final Pattern VENUE = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,15}");

    private ListingRules() {}

    /**
     * One mistake.
     *
     * @param column of {@code ticker_index}
     */
    public record Mistake(String column, String expected, String found) {}

    /** What the part of a symbol behind its venue is searched by. */
    public static String ticker(String symbol) {
        return symbol.substring(symbol.indexOf(':') + 1).toUpperCase(Locale.ROOT);
    }

    /** The venue that a symbol begins with; empty where it has none. */
    public static String venue(String symbol) {
        return symbol.substring(0, Math.max(0, symbol.indexOf(':'))).toUpperCase(Locale.ROOT);
    }

    /** All that is wrong with a listing whose symbol may be one. */
    public static List<Mistake> mistakes(Listing listing) {
        List<Mistake> mistakes = new ArrayList<>();
        checkTicker(listing, mistakes);
        checkVenue(listing, mistakes);
        checkText("name", listing.name(), MAX_NAME, mistakes);
        checkText("currency", listing.currency(), MAX_CURRENCY, mistakes);
        if (!KINDS.contains(listing.kind())) {
            mistakes.add(new Mistake("kind", "one of " + String.join(" ", KINDS), listing.kind()));
        }
        return mistakes;
    }

    private static void checkTicker(Listing listing, List<Mistake> mistakes) {
        String ticker = ticker(listing.symbol());
        if (!TICKER.matcher(listing.ticker()).matches()) {
            mistakes.add(
                    new Mistake(
                            "ticker",
                            "1 to 32 capital letters, digits and . _ - ^ = /",
                            listing.ticker()));
        } else if (!listing.ticker().equals(ticker)) {
            mistakes.add(new Mistake("ticker", "that of the symbol, " + ticker, listing.ticker()));
        }
    }

    private static void checkVenue(Listing listing, List<Mistake> mistakes) {
        String venue = venue(listing.symbol());
        if (!venue.isEmpty() && !listing.venue().equals(venue)) {
            mistakes.add(new Mistake("venue", "that of the symbol, " + venue, listing.venue()));
        }
        String checked = venue.isEmpty() ? listing.venue() : venue;
        if (!checked.isEmpty() && !VENUE.matcher(checked).matches()) {
            mistakes.add(
                    new Mistake("venue", "1 to 16 capital letters, digits and . _ -", checked));
        }
    }

    private static void checkText(String column, String text, int most, List<Mistake> mistakes) {
        if (text.length() > most || !PlainText.isPlain(text)) {
            mistakes.add(
                    new Mistake(
                            column,
                            "at most " + most + " characters, " + PlainText.EXPECTED,
                            text));
        }
    }
}
