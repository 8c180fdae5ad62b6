package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.provider.file.Store.StoredSymbol;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of one symbol out of the store; the position is the number of records before it. */
final class FileCursor implements PageCursor {

    private final StoredSymbol symbol;
    private final List<String> files;
    private final SymbolRange range;
    private final FileSettings settings;
    private final FileChannel bars;
    private final BadLineFile.Reader badLines;
    private final ByteBuffer records;
    private long position;

    /**
     * Where the records of one symbol are.
     *
     * @param files the names of the input's files, by their numbers
     */
    record Origin(Store store, List<String> files, StoredSymbol symbol) {}

    FileCursor(Origin origin, SymbolRange range, FileSettings settings, long position)
            throws IOException {
        this.symbol = origin.symbol();
        this.files = origin.files();
        this.range = range;
        this.settings = settings;
        this.position = position;
        // One more than a page, for where the next one begins.
        this.records = ByteBuffer.allocate((settings.pageBars() + 1) * BarRecord.BYTES);
        this.bars = FileChannel.open(origin.store().bars(), StandardOpenOption.READ);
        this.badLines = new BadLineFile.Reader(origin.store().badLines());
    }

    @Override
    public @Nullable BarPage next() throws IOException {
        if (position >= symbol.records()) {
            return null;
        }
        int available = fill();
        int count = pageLength(available);
        BarColumns columns = new BarColumns(count);
        List<BadLine> bad = new ArrayList<>();
        PagePlace place = new PagePlace(files);
        for (int i = 0; i < count; i++) {
            int at = i * BarRecord.BYTES;
            if (BarRecord.isBadLine(records, at)) {
                bad.add(badLines.read(BarRecord.badLineOffset(records, at)));
            } else {
                add(at, columns);
                place.add(BarRecord.place(records, at));
            }
        }
        position += count;
        long covered = coveredUntil(count, available);
        return BarPage.of(
                        symbol.name(), columns, covered, settings.marketClock(), FileProvider.NAME)
                .withBadLines(bad)
                .withPlace(place.toString());
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        try {
            bars.close();
        } finally {
            badLines.close();
        }
    }

    private int fill() throws IOException {
        int available = (int) Math.min(settings.pageBars() + 1L, symbol.records() - position);
        records.clear().limit(available * BarRecord.BYTES);
        long start = (symbol.firstRecord() + position) * BarRecord.BYTES;
        while (records.hasRemaining()) {
            if (bars.read(records, start + records.position()) < 0) {
                throw new EOFException("the sorted bars of " + symbol.name() + " end too early");
            }
        }
        return available;
    }

    /** Times that are too early to be true are never in a page with others. */
    private int pageLength(int available) {
        int most = Math.min(available, settings.pageBars());
        int group = BarRecord.group(records, 0);
        int length = 1;
        while (length < most && BarRecord.group(records, length * BarRecord.BYTES) == group) {
            length++;
        }
        return length;
    }

    private void add(int at, BarColumns columns) {
        columns.add(
                BarRecord.time(records, at),
                BarRecord.value(records, at, 0),
                BarRecord.value(records, at, 1),
                BarRecord.value(records, at, 2),
                BarRecord.value(records, at, 3),
                BarRecord.value(records, at, 4),
                (byte) symbol.barSize().ordinal());
    }

    /** Never beyond the last bar that can be true: one bar of the year 2262 is no progress. */
    private long coveredUntil(int count, int available) {
        if (!symbol.hasRange()) {
            return BarPage.UNKNOWN;
        }
        boolean more = count < available;
        int next = count * BarRecord.BYTES;
        if (more && BarRecord.group(records, next) == BarRecord.group(records, 0)) {
            return Math.min(BarRecord.time(records, next), range.to());
        }
        return range.to();
    }
}
