package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.provider.file.FileInputException.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one file from its header to its end. */
final class FileScan implements Closeable {

    /** Leaves room for what is wrong behind the beginning of the line. */
    private static final int SHOWN = 180;

    private static final long PROGRESS_LINES = 1 << 16;

    private final InputFile file;
    private final FileSettings settings;
    private final SymbolTable symbols;
    private final LineReader lines;
    private long lineCount;
    private long bars;
    private long badLines;
    private long skipped;
    private long blank;

    FileScan(InputFile file, FileSettings settings, SymbolTable symbols, ByteMeter meter)
            throws IOException {
        this.file = file;
        this.settings = settings;
        this.symbols = symbols;
        this.lines = new LineReader(file.open(meter));
    }

    /**
     * The file's columns, or null when there are none to read; must come first.
     *
     * @param problems gets an empty file or a wrong header, with file and line
     */
    @Nullable Layout readHeader(List<Problem> problems) throws IOException {
        while (lines.next()) {
            if (!lines.isBlank()) {
                return Layout.of(lines, settings, file.name() + ":" + lines.number(), problems);
            }
        }
        problems.add(new Problem(file.name(), "empty file: " + Layout.expected()));
        return null;
    }

    void readLines(Layout layout, RecordSink sink, Runnable progress) throws IOException {
        LineParser parser =
                new LineParser(settings, symbols, layout, symbols.find(fileSymbol(layout)));
        boolean more = layout.headerless() || lines.next();
        while (more) {
            lineCount++;
            readLine(parser, sink);
            if (lineCount % PROGRESS_LINES == 0) {
                progress.run();
            }
            more = lines.next();
        }
    }

    LineCounts counts() {
        return new LineCounts(lineCount, bars, badLines, skipped, blank);
    }

    /** The last line that was read. */
    long line() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private String fileSymbol(Layout layout) {
        String declared = settings.symbol();
        if (declared != null) {
            return declared;
        }
        return layout.headerless() ? file.klineSymbol() : file.symbol();
    }

    private void readLine(LineParser parser, RecordSink sink) throws IOException {
        if (lines.isBlank()) {
            blank++;
            return;
        }
        RejectReason reason = parser.parse(lines);
        SymbolEntry symbol = parser.symbol;
        boolean unwanted =
                symbol == null
                        ? reason == RejectReason.BAD_SYMBOL && !settings.symbols().isEmpty()
                        : !symbol.wanted;
        if (unwanted || (parser.hasTime && !settings.wants(parser.openTime))) {
            skipped++;
        } else if (reason != null || symbol == null) {
            reject(parser, reason == null ? RejectReason.UNPARSABLE : reason, sink);
        } else {
            accept(parser, symbol, sink);
        }
    }

    private void accept(LineParser parser, SymbolEntry symbol, RecordSink sink) throws IOException {
        symbol.observe(parser.stamp, parser.dateOnly);
        bars++;
        symbol.countBar(parser.openTime, settings.marketClock());
        sink.bar(symbol, parser, place());
    }

    private void reject(LineParser parser, RejectReason reason, RecordSink sink)
            throws IOException {
        SymbolEntry symbol = parser.symbol;
        if (symbol != null && reason == RejectReason.OFF_GRID) {
            symbol.observe(parser.stamp, parser.dateOnly);
        }
        SymbolEntry owner = symbol == null ? symbols.unknown() : symbol;
        badLines++;
        owner.badLines++;
        sink.badLine(
                owner,
                parser.hasTime ? parser.openTime : SortedRuns.NO_TIME,
                place(),
                new BadLine(reason, file.name() + ":" + lines.number(), text(parser.detail)));
    }

    private long place() {
        return RecordPlace.of(file.number(), lines.number());
    }

    private String text(@Nullable String detail) {
        String text = lines.text();
        if (detail == null) {
            return text;
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return shown + " (" + detail + ")";
    }
}
