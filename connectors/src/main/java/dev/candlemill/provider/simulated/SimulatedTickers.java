package dev.candlemill.provider.simulated;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Invented symbols. They end in J, which exchanges have no ordinary share end in at five letters,
 * so that nobody takes them for a company's.
 */
public final class SimulatedTickers {

    /** How many different invented names there can be. */
    public static final int MOST = 2000;

    private static final String CONSONANTS = "BDFGKLMNPRSTVZ";
    private static final String VOWELS = "AEIOU";

    private SimulatedTickers() {}

    /** US stocks, such as {@code XNAS:VOKAJ}. */
    public static List<String> stocks(long seed, int count) {
        return names(SeededRandom.hash(seed, "stocks"), count).stream()
                .map(name -> "XNAS:" + name)
                .toList();
    }

    /** Crypto pairs, such as {@code CRYPTO:ZULEJUSD}. */
    public static List<String> crypto(long seed, int count) {
        return names(SeededRandom.hash(seed, "crypto"), count).stream()
                .map(name -> "CRYPTO:" + name + "USD")
                .toList();
    }

    /** Any number of plain symbols: {@code prefix}SIM00001 and so on. */
    public static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%sSIM%05d", prefix, i))
                .toList();
    }

    private static Set<String> names(long seed, int count) {
        if (count > MOST) {
            throw new IllegalArgumentException(
                    "at most " + MOST + " invented names: found " + count);
        }
        SeededRandom random = new SeededRandom(seed);
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            names.add(name(random));
        }
        return names;
    }

    private static String name(SeededRandom random) {
        return ""
                + letter(random, CONSONANTS)
                + letter(random, VOWELS)
                + letter(random, CONSONANTS)
                + letter(random, VOWELS)
                + 'J';
    }

    private static char letter(SeededRandom random, String letters) {
        return letters.charAt(random.below(letters.length()));
    }
}
