package dev.candlemill.calendar;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user probably meant. */
public final class Spelling {

    private Spelling() {}

    /** {@code "; did you mean X?"}, or nothing where no known word is near. */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(k -> "; did you mean " + k + "?").orElse("");
    }

    /** The known word with the fewest other letters, whatever their case; empty: none is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT))))
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= tolerance(word));
    }

    private static int tolerance(String word) {
        return Math.max(1, (word.length() + 1) / 3);
    }

    /** Levenshtein's distance: letters to insert, drop or replace. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced =
                        previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
