package dev.candlemill.provider.file;

/**
 * What became of the lines after the header: {@code lines = bars + badLines + skipped + blank}.
 *
 * @param skipped outside {@code --from/--to} or not of {@code --symbols}
 */
public record LineCounts(long lines, long bars, long badLines, long skipped, long blank) {

    static final LineCounts NONE = new LineCounts(0, 0, 0, 0, 0);

    LineCounts plus(LineCounts other) {
        return new LineCounts(
                lines + other.lines,
                bars + other.bars,
                badLines + other.badLines,
                skipped + other.skipped,
                blank + other.blank);
    }

    public boolean isBalanced() {
        return lines == bars + badLines + skipped + blank;
    }
}
