package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.provider.file.FileInputException.Problem;
import dev.candlemill.provider.file.FileSettings.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the size of every symbol's bars while they are written in order, so that the order of
 * lines and files does not matter. Remembers one symbol at a time.
 */
final class BarSizeCheck implements SortedRecords {

    private final FileSettings settings;
    private final InputFiles files;
    private final SymbolTable symbols;
    private final List<Problem> problems = new ArrayList<>();
    private int symbolId = -1;
    private long closeToOpen;
    private @Nullable BarSizeFinding finding;

    BarSizeCheck(FileSettings settings, InputFiles files, SymbolTable symbols) {
        this.settings = settings;
        this.files = files;
        this.symbols = symbols;
    }

    @Override
    public void begin() {
        problems.clear();
        finding = null;
        symbolId = -1;
    }

    @Override
    public void record(int group, long time, long place) {
        int id = SymbolEntry.idOf(group);
        BarSizeFinding current = finding;
        if (current == null || id != symbolId) {
            endSymbol();
            current = beginSymbol(id);
        }
        current.observe(time + closeToOpen, place);
    }

    /** What is wrong; called once, after the last record. */
    List<Problem> problems() {
        endSymbol();
        return problems;
    }

    private BarSizeFinding beginSymbol(int id) {
        SymbolEntry symbol = symbols.byId(id);
        BarSize size = symbol.barSize;
        symbolId = id;
        closeToOpen = settings.stamp() == Stamp.CLOSE && size != null ? size.millis() : 0;
        BarSizeFinding begun = new BarSizeFinding(symbol, files);
        finding = begun;
        return begun;
    }

    private void endSymbol() {
        if (finding != null) {
            finding.check(settings.barSize(), problems);
            finding = null;
        }
    }
}
