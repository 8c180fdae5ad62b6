package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.provider.file.FileInputException.Problem;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The size of one symbol's bars, over all files and in each. Sparse 5-minute bars are legal, and so
 * is a thin 1-minute file that happens to touch only a few 5-minute marks: only what cannot be an
 * accident counts as the other size.
 */
final class BarSizeFinding {

    private static final int TELLING_BARS = 20;
    private static final int TELLING_DAYS = 5;

    private final SymbolEntry symbol;
    private final InputFiles files;
    private final BarSizeEvidence all = new BarSizeEvidence();
    private final TreeMap<Integer, BarSizeEvidence> byFile = new TreeMap<>();
    private int lastFile = -1;
    private BarSizeEvidence ofLastFile = all;

    BarSizeFinding(SymbolEntry symbol, InputFiles files) {
        this.symbol = symbol;
        this.files = files;
    }

    /** Stamps come in the order of time. */
    void observe(long stamp, long place) {
        int file = RecordPlace.file(place);
        if (file != lastFile) {
            lastFile = file;
            ofLastFile = byFile.computeIfAbsent(file, number -> new BarSizeEvidence());
        }
        ofLastFile.observe(stamp, place);
        all.observe(stamp, place);
    }

    void check(@Nullable BarSize declared, List<Problem> problems) {
        if (declared == BarSize.M5) {
            checkDeclaredFive(problems);
        } else if (declared == BarSize.M1) {
            checkDeclaredOne(problems);
        } else {
            checkInferred(problems);
        }
    }

    private void checkDeclaredFive(List<Problem> problems) {
        if (all.minuteRunPlace() != 0) {
            problems.add(
                    problem(
                            all.minuteRunPlace(),
                            "expected 5m bars as declared, found one every minute"));
        }
    }

    /** Who declares 1m may have few bars: only an unbroken run tells otherwise. */
    private void checkDeclaredOne(List<Problem> problems) {
        long five = first(BarSizeEvidence::fiveRunPlace);
        if (five != 0 && all.offFivePlace() != 0) {
            problems.add(bothSizes(five));
        } else if (five != 0) {
            problems.add(problem(five, "expected 1m bars as declared, found one every 5 minutes"));
        }
    }

    private void checkInferred(List<Problem> problems) {
        long bars = all.bars();
        long five = all.offFivePlace() == 0 ? 0 : first(BarSizeEvidence::fiveMinutePlace);
        if (2 * all.offMinute() > bars && bars >= TELLING_BARS) {
            problems.add(unknownSize("bars shorter than a minute", "1m"));
        } else if (five != 0) {
            problems.add(bothSizes(five));
        } else if (all.sameMinuteOfHour()) {
            checkCoarse(bars, problems);
        }
    }

    private void checkCoarse(long bars, List<Problem> problems) {
        if (symbol.datesOnly || (all.neighboursDaysApart() && bars >= TELLING_DAYS)) {
            problems.add(unknownSize("daily bars, which cannot be rolled up yet", "5m"));
        } else if (bars >= TELLING_BARS) {
            problems.add(unknownSize("bars of an hour or more", "5m"));
        }
    }

    /** A file tells more exactly where they begin; lines of both sizes may be in every file. */
    private long first(ToLongFunction<BarSizeEvidence> place) {
        return byFile.values().stream()
                .mapToLong(place)
                .filter(found -> found != 0)
                .findFirst()
                .orElseGet(() -> place.applyAsLong(all));
    }

    private Problem unknownSize(String found, String override) {
        return problem(
                all.firstPlace(),
                "expected 1m or 5m bars, found "
                        + found
                        + "; if its stamps mislead, say --bar "
                        + override);
    }

    private Problem bothSizes(long five) {
        return problem(
                all.offFivePlace(),
                "both bar sizes in one run: 5m bars from "
                        + files.place(five)
                        + " on, a 1m stamp here; leave one of them out, or say --bar 5m to reject"
                        + " what is off the 5-minute grid");
    }

    private Problem problem(long place, String message) {
        return new Problem(files.place(place), symbol.name + ": " + message);
    }
}
