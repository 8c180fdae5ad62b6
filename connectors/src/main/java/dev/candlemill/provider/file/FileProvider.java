package dev.candlemill.provider.file;

import dev.candlemill.provider.file.Store.Manifest;
import dev.candlemill.provider.file.Store.StoredSymbol;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bars from CSV files. {@link #prepare} sorts them into a store in the settings' folder, once per
 * run; cursors read that store, so every reader must see the folder. A page holds all lines, also
 * several of one open time, in the order they came: which is a duplicate and which a correction is
 * for the fold to say.
 */
public final class FileProvider implements BarProvider {

    private static final long serialVersionUID = 1L;

    public static final String NAME = "file";

    /** Bad lines whose symbol is illegal or cannot be told travel under this one. */
    public static final String UNKNOWN_SYMBOL = "unknown";

    private final FileSettings settings;
    private transient @Nullable Stored stored;

    /** What cursors need to know of the store. */
    private record Stored(List<String> files, Map<String, StoredSymbol> symbols) {}

    public FileProvider(FileSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Reads and sorts the input, unless the store of an earlier start still fits it. Call it before
     * submitting a job, to see errors and progress; otherwise {@link #plan} does it.
     *
     * @throws FileInputException naming every file that cannot be used, or that is not as it was
     *     when the run that goes on began
     */
    public PreparedFiles prepare(PrepareProgress progress) throws IOException {
        InputFiles inputs = InputFiles.of(settings.inputs());
        Store store = store();
        List<String> key = Preparation.key(settings, inputs);
        if (settings.resumed()) {
            new ResumedInput(store.key(), key).check(store.dir());
        }
        Optional<Manifest> earlier = store.read().filter(found -> found.key().equals(key));
        Manifest manifest =
                earlier.isPresent()
                        ? earlier.get()
                        : new Preparation(settings, inputs, store, progress).run();
        stored = stored(manifest);
        return new PreparedFiles(
                manifest.files().size(),
                manifest.symbols().size(),
                manifest.counts(),
                manifest.warnings(),
                earlier.isPresent());
    }

    /** One range per symbol, by name: its bars, also those too early or too late to be true. */
    @Override
    public List<SymbolRange> plan() throws IOException {
        prepare(PrepareProgress.none());
        return stored().symbols().values().stream()
                .map(this::range)
                .sorted(Comparator.comparing(SymbolRange::symbol))
                .toList();
    }

    @Override
    public PageCursor open(SymbolRange range, long position) throws IOException {
        StoredSymbol symbol = stored().symbols().get(range.symbol());
        if (symbol == null) {
            throw new IOException(
                    "expected bars of " + range.symbol() + " in " + store().dir() + ", found none");
        }
        FileCursor.Origin origin = new FileCursor.Origin(store(), stored().files(), symbol);
        return new FileCursor(origin, range, settings, position);
    }

    private SymbolRange range(StoredSymbol symbol) {
        long size = symbol.barSize().millis();
        if (!symbol.hasRange()) {
            return new SymbolRange(
                    symbol.name(), settings.marketClock() - size, settings.marketClock());
        }
        long end = symbol.lastBar() + size;
        Long to = settings.to();
        return new SymbolRange(
                symbol.name(), symbol.firstBar(), to == null ? end : Math.min(end, to));
    }

    private Stored stored() throws IOException {
        Stored known = stored;
        if (known == null) {
            known =
                    stored(
                            store().read()
                                    .orElseThrow(
                                            () ->
                                                    new IOException(
                                                            "expected a sorted store in "
                                                                    + store().dir()
                                                                    + ", found none: all readers"
                                                                    + " must see this folder")));
            stored = known;
        }
        return known;
    }

    private static Stored stored(Manifest manifest) {
        return new Stored(
                manifest.files(),
                manifest.symbols().stream()
                        .collect(Collectors.toMap(StoredSymbol::name, Function.identity())));
    }

    private Store store() {
        return new Store(Path.of(settings.workDir()));
    }
}
