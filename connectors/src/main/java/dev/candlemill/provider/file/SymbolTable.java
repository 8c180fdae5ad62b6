package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The symbols met so far, numbered as they come. */
final class SymbolTable {

    private final FileSettings settings;
    private final Map<String, BarSize> barSizes;
    private final Map<String, SymbolEntry> entries = new HashMap<>();
    private final List<SymbolEntry> inOrder = new ArrayList<>();
    private byte[] lastName = {};
    private @Nullable SymbolEntry last;

    /**
     * @param barSizes by symbol, where an earlier look at the files found them
     */
    SymbolTable(FileSettings settings, Map<String, BarSize> barSizes) {
        this.settings = settings;
        this.barSizes = barSizes;
    }

    /** Null when the name is not legal. Most lines have the symbol of the line before. */
    @Nullable SymbolEntry find(byte[] bytes, int from, int to) {
        if (last != null && Arrays.equals(bytes, from, to, lastName, 0, lastName.length)) {
            return last;
        }
        if (to - from > Symbols.MAX_LENGTH) {
            return null;
        }
        SymbolEntry found = find(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (found != null) {
            last = found;
            lastName = Arrays.copyOfRange(bytes, from, to);
        }
        return found;
    }

    @Nullable SymbolEntry find(String name) {
        SymbolEntry entry = entries.get(name);
        return entry != null || !Symbols.isLegal(name) ? entry : add(name, settings.wants(name));
    }

    /** Of lines whose symbol is illegal or cannot be told. */
    SymbolEntry unknown() {
        SymbolEntry entry = entries.get(FileProvider.UNKNOWN_SYMBOL);
        return entry != null ? entry : add(FileProvider.UNKNOWN_SYMBOL, true);
    }

    SymbolEntry byId(int id) {
        return inOrder.get(id);
    }

    Collection<SymbolEntry> all() {
        return inOrder;
    }

    private SymbolEntry add(String name, boolean wanted) {
        SymbolEntry entry = new SymbolEntry(inOrder.size(), name, wanted);
        entry.allowsNegativePrices = settings.allowsNegativePrices(name);
        BarSize declared = settings.barSize();
        entry.barSize = declared != null ? declared : barSizes.get(name);
        inOrder.add(entry);
        entries.put(name, entry);
        return entry;
    }
}
