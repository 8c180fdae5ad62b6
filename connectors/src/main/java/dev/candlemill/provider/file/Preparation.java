package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.provider.file.FileInputException.Problem;
import dev.candlemill.provider.file.FileSettings.Stamp;
import dev.candlemill.provider.file.SortedRuns.StoredLine;
import dev.candlemill.provider.file.Store.Manifest;
import dev.candlemill.provider.file.Store.StoredSymbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads all files into a sorted {@link Store}: first every header, so that wrong files are reported
 * together and early, then every line.
 */
final class Preparation {

    private static final int FEW_BARS = 1024;

    private final FileSettings settings;
    private final InputFiles inputs;
    private final Store store;
    private final PrepareProgress progress;
    private final ByteMeter meter = new ByteMeter();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Preparation(FileSettings settings, InputFiles inputs, Store store, PrepareProgress progress) {
        this.settings = settings;
        this.inputs = inputs;
        this.store = store;
        this.progress = progress;
        this.warnings.addAll(inputs.warnings());
    }

    /** What decides whether a store can be used again. */
    static List<String> key(FileSettings settings, InputFiles inputs) {
        List<String> key = new ArrayList<>();
        key.add(settings.storeKey());
        inputs.files().forEach(file -> key.add(file.identity()));
        return key;
    }

    Manifest run() throws IOException {
        checkHeaders();
        SymbolTable symbols = new SymbolTable(settings, needsSizesFirst() ? findSizes() : Map.of());
        store.clear();
        LineCounts counts = writeStore(symbols);
        if (!problems.isEmpty()) {
            store.clear();
        }
        failOnProblems();
        warnOfMissingSymbols(symbols);
        Manifest manifest =
                new Manifest(
                        key(settings, inputs),
                        inputs.files().stream().map(InputFile::name).toList(),
                        counts,
                        warnings,
                        stored(symbols));
        store.finish(manifest);
        return manifest;
    }

    private LineCounts writeStore(SymbolTable symbols) throws IOException {
        int capacity = (int) Math.min(settings.sortBars(), Math.max(FEW_BARS, inputs.bytes()));
        BarSizeCheck sizes = new BarSizeCheck(settings, inputs, symbols);
        try (SortedRuns runs = new SortedRuns(store.dir(), capacity, sizes);
                BadLineFile.Writer badLines = new BadLineFile.Writer(store.badLines())) {
            LineCounts counts = readAll(symbols, storing(runs, badLines), warnings);
            runs.finish(store.bars());
            problems.addAll(sizes.problems());
            return counts;
        }
    }

    private void warnOfMissingSymbols(SymbolTable symbols) {
        Set<String> missing = new TreeSet<>(settings.symbols());
        symbols.all().stream()
                .filter(symbol -> symbol.bars > 0)
                .forEach(symbol -> missing.remove(symbol.name));
        missing.forEach(name -> warnings.add(name + ": asked for, but the input has no bar of it"));
    }

    private static RecordSink storing(SortedRuns runs, BadLineFile.Writer badLines) {
        return new RecordSink() {
            @Override
            public void bar(SymbolEntry symbol, LineParser bar, long place) throws IOException {
                runs.addBar(symbol.group(bar.openTime), bar, place);
            }

            @Override
            public void badLine(SymbolEntry symbol, long openTime, long place, BadLine line)
                    throws IOException {
                boolean isOffGrid = line.reason() == RejectReason.OFF_GRID;
                runs.addBadLine(
                        symbol.group(openTime),
                        openTime,
                        place,
                        new StoredLine(badLines.write(line), isOffGrid));
            }
        };
    }

    private void checkHeaders() throws FileInputException {
        SymbolTable symbols = new SymbolTable(settings, Map.of());
        for (InputFile file : inputs.files()) {
            try (FileScan scan = new FileScan(file, settings, symbols, new ByteMeter())) {
                scan.readHeader(problems);
            } catch (FileInputException e) {
                problems.addAll(e.problems());
            } catch (InputReadException e) {
                problems.add(new Problem(file.name(), InputFile.explain(e.getCause())));
            } catch (IOException e) {
                problems.add(new Problem(file.name(), InputFile.explain(e)));
            }
        }
        failOnProblems();
    }

    /** A close stamp gives an open time only once the size of the bars is known. */
    private boolean needsSizesFirst() {
        return settings.stamp() == Stamp.CLOSE && settings.barSize() == null;
    }

    private Map<String, BarSize> findSizes() throws IOException {
        SymbolTable symbols = new SymbolTable(settings, Map.of());
        readAll(symbols, RecordSink.nothing(), new ArrayList<>());
        failOnProblems();
        Map<String, BarSize> sizes = new HashMap<>();
        symbols.all().forEach(symbol -> sizes.put(symbol.name, symbol.inferred()));
        return sizes;
    }

    private LineCounts readAll(SymbolTable symbols, RecordSink sink, List<String> remarks)
            throws IOException {
        LineCounts counts = LineCounts.NONE;
        for (InputFile file : inputs.files()) {
            LineCounts ofFile = read(file, symbols, sink);
            if (ofFile.lines() == ofFile.blank()) {
                remarks.add(file.name() + ": only a header, 0 bars");
            }
            counts = counts.plus(ofFile);
            reportProgress();
        }
        return counts;
    }

    private LineCounts read(InputFile file, SymbolTable symbols, RecordSink sink)
            throws IOException {
        try (FileScan scan = new FileScan(file, settings, symbols, meter)) {
            Layout layout = scan.readHeader(problems);
            if (layout != null) {
                readLines(scan, layout, sink, file);
            }
            return scan.counts();
        }
    }

    /** Goes on with the next file, so that all broken ones are reported at once. */
    private void readLines(FileScan scan, Layout layout, RecordSink sink, InputFile file)
            throws IOException {
        try {
            scan.readLines(layout, sink, this::reportProgress);
        } catch (InputReadException e) {
            problems.add(
                    new Problem(
                            file.name() + ":" + scan.line(),
                            InputFile.explain(e.getCause()) + ", found after this line"));
        }
    }

    private void reportProgress() {
        progress.read(meter.bytes(), inputs.bytes());
    }

    private void failOnProblems() throws FileInputException {
        if (!problems.isEmpty()) {
            throw new FileInputException(problems);
        }
    }

    private static List<StoredSymbol> stored(SymbolTable symbols) {
        List<StoredSymbol> stored = new ArrayList<>();
        long firstRecord = 0;
        for (SymbolEntry symbol : symbols.all()) {
            long records = symbol.bars + symbol.badLines;
            if (records > 0) {
                stored.add(stored(symbol, firstRecord, records));
            }
            firstRecord += records;
        }
        return stored;
    }

    private static StoredSymbol stored(SymbolEntry symbol, long firstRecord, long records) {
        BarSize size = symbol.barSize;
        return new StoredSymbol(
                symbol.name,
                size == null ? symbol.inferred() : size,
                firstRecord,
                records,
                symbol.firstBar,
                symbol.lastBar);
    }
}
