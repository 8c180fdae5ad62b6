package dev.candlemill.provider.file;

import dev.candlemill.bar.BarRules;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.provider.file.FileSettings.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes one line of a file apart into the fields below; reused for every line. */
final class LineParser {

    private static final long INCLUSIVE_CLOSE = 999;

    private final FileSettings settings;
    private final SymbolTable symbols;
    private final TimeParser times;
    private final DecimalParser decimals = new DecimalParser();
    private final Fields fields = new Fields();
    private final Layout layout;
    private final @Nullable SymbolEntry fileSymbol;
    private final boolean hasSymbolColumn;

    /** Null when the line does not say a legal one. */
    @Nullable SymbolEntry symbol;

    boolean hasTime;
    boolean dateOnly;
    long openTime;

    /** As written, before it was taken from the bar's close to its open. */
    long stamp;

    double open;
    double high;
    double low;
    double close;
    double volume;

    /** What is wrong with a rejected line beyond its reason, or null. */
    @Nullable String detail;

    /**
     * @param fileSymbol of lines in a file without a symbol column; null when it is not legal
     */
    LineParser(
            FileSettings settings,
            SymbolTable symbols,
            Layout layout,
            @Nullable SymbolEntry fileSymbol) {
        this.settings = settings;
        this.symbols = symbols;
        this.layout = layout;
        this.times = new TimeParser(settings.zone());
        this.hasSymbolColumn = settings.symbol() == null && layout.position(Column.SYMBOL) >= 0;
        this.fileSymbol = fileSymbol;
    }

    /** Why the line is not a bar, or null when it is one. */
    @Nullable RejectReason parse(LineReader line) {
        hasTime = false;
        detail = null;
        symbol = hasSymbolColumn ? null : fileSymbol;
        if (!isReadable(line)) {
            return RejectReason.UNPARSABLE;
        }
        if (hasSymbolColumn) {
            int position = layout.position(Column.SYMBOL);
            symbol = symbols.find(fields.bytes(), fields.from(position), fields.to(position));
        }
        boolean timed = parseTime();
        boolean priced = timed && parseValues();
        if (symbol == null) {
            return RejectReason.BAD_SYMBOL;
        }
        return priced ? check(symbol) : RejectReason.UNPARSABLE;
    }

    private boolean isReadable(LineReader line) {
        if (line.tooLong()) {
            return fail("longer than " + LineReader.MAX_LINE + " bytes");
        }
        if (line.hasNul()) {
            return fail("a NUL byte");
        }
        if (line.hasNonAscii() && !isUtf8(line)) {
            return fail("not UTF-8");
        }
        if (!fields.split(line, layout.delimiter())) {
            return fail("a quote stays open");
        }
        boolean trailingDelimiter =
                fields.count() == layout.count() + 1 && fields.isEmpty(layout.count());
        return fields.count() == layout.count()
                || trailingDelimiter
                || fail("expected " + layout.count() + " columns, found " + fields.count());
    }

    private static boolean isUtf8(LineReader line) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.bytes(), line.start(), line.end() - line.start()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean parseTime() {
        int position = layout.position(Column.TIME);
        stamp = times.parse(fields.bytes(), fields.from(position), fields.to(position));
        dateOnly = times.dateOnly();
        detail = times.problem();
        hasTime = detail == null;
        if (settings.stamp() == Stamp.CLOSE && Math.floorMod(stamp, 1000L) == INCLUSIVE_CLOSE) {
            stamp++;
        }
        openTime = stamp - closeToOpen();
        return hasTime;
    }

    /** Nothing while the size is still to be found: that look at the files stores no bars. */
    private long closeToOpen() {
        BarSize size = symbol == null ? null : symbol.barSize;
        return settings.stamp() == Stamp.CLOSE && size != null ? size.millis() : 0;
    }

    private boolean parseValues() {
        open = number(Column.OPEN);
        high = number(Column.HIGH);
        low = number(Column.LOW);
        close = number(Column.CLOSE);
        int position = layout.position(Column.VOLUME);
        boolean noVolume = position < 0 || fields.isEmpty(position);
        volume = noVolume ? 0 : number(Column.VOLUME);
        return detail == null;
    }

    private double number(Column column) {
        int position = layout.position(column);
        double value = decimals.parse(fields.bytes(), fields.from(position), fields.to(position));
        if (!decimals.isNumber()) {
            detail = column.key() + ": not a number";
        }
        return value;
    }

    private @Nullable RejectReason check(SymbolEntry entry) {
        RejectReason reason =
                BarRules.check(open, high, low, close, volume, entry.allowsNegativePrices);
        if (reason != null) {
            return reason;
        }
        BarSize grid = entry.barSize == null ? BarSize.M1 : entry.barSize;
        return grid.isOnGrid(openTime) ? null : RejectReason.OFF_GRID;
    }

    private boolean fail(String why) {
        detail = why;
        return false;
    }
}
