package dev.candlemill.provider.file;

import dev.candlemill.provider.file.FileInputException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run began with against what is there when it goes on. Its positions count the records of
 * the store of its first start: in one made from other files they would name other lines, and lines
 * would be left out and read twice without a sign.
 */
final class ResumedInput {

    private static final String ANEW = "or start anew without --resume";

    private final List<String> before;
    private final List<String> now;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Both are keys as {@link Preparation#key} gives them.
     *
     * @param before empty when there is no store any more
     */
    ResumedInput(List<String> before, List<String> now) {
        this.before = before;
        this.now = now;
    }

    /**
     * @param store its folder, for people
     * @throws FileInputException naming all that is not as it was
     */
    void check(Path store) throws FileInputException {
        if (before.equals(now)) {
            return;
        }
        if (before.isEmpty()) {
            throw new FileInputException(
                    store.toString(),
                    "expected the sorted store of the run's first start, found none: put it back, "
                            + ANEW);
        }
        compareFiles();
        if (problems.isEmpty()) {
            compareSettings(store);
        }
        throw new FileInputException(problems);
    }

    private void compareFiles() {
        Map<String, String> expected = states(before);
        Map<String, String> found = states(now);
        Set<String> paths = new LinkedHashSet<>(expected.keySet());
        paths.addAll(found.keySet());
        for (String path : paths) {
            String was = expected.getOrDefault(path, "no such file");
            String is = found.getOrDefault(path, "no such file");
            if (!was.equals(is)) {
                problems.add(
                        new Problem(
                                path,
                                String.format(
                                        "changed since the run began: expected %s, found %s;"
                                                + " make it what it was, its time included, %s",
                                        was, is, ANEW)));
            }
        }
    }

    private static Map<String, String> states(List<String> key) {
        Map<String, String> states = new LinkedHashMap<>();
        for (String file : key.subList(1, key.size())) {
            states.put(InputFile.pathIn(file), InputFile.stateIn(file));
        }
        return states;
    }

    private void compareSettings(Path store) {
        Set<String> expected = parts(before);
        Set<String> found = parts(now);
        String difference =
                expected.equals(found)
                        ? "its files in another order"
                        : without(expected, found) + ", found " + without(found, expected);
        problems.add(
                new Problem(
                        store.toString(),
                        "the run began with other options: expected "
                                + difference
                                + "; give the same options, "
                                + ANEW));
    }

    private static Set<String> parts(List<String> key) {
        return new TreeSet<>(List.of(key.get(0).split("\\|", -1)));
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
