package dev.candlemill.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The known name with the fewest edits, if a third of it or less differs (or two letters). */
    public static Optional<String> to(String name, Collection<String> known) {
        int tolerated = Math.max(2, name.length() / 3);
        return known.stream()
                .min(
                        Comparator.comparingInt((String other) -> edits(name, other))
                                .thenComparing(other -> other))
                .filter(other -> edits(name, other) <= tolerated);
    }

    /** Levenshtein's distance. */
    static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
