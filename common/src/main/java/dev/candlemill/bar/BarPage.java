package dev.candlemill.bar;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Consecutive bars of one symbol, the element of the stream. An emitted page is never changed
 * afterwards, nor kept in state: the next operator may hold the very same object.
 *
 * @param bars ascending within a page for bounded sources; any order is accepted
 * @param coveredUntil epoch milliseconds: the symbol has been asked up to this market time, so what
 *     has not come by now is missing; {@link #UNKNOWN} for sources that cannot tell
 * @param marketClock the source's market time when the page was read: what opens later (plus a
 *     skew) is in the future
 * @param endOfInput whether no bar of this symbol follows in this run; {@code coveredUntil} is then
 *     the run's as-of time
 * @param badLines records that the reader could not turn into bars
 * @param rejectedByReason how many records were taken out so far, by {@link RejectReason#ordinal};
 *     empty when none; filled by the validator, counts in keyed state come from here
 * @param source what shows up in the candles' {@code source} column, for example {@code file}
 * @param place where the page's records stand, for people: a topic, partition and offset, or the
 *     lines of a file; empty where the source does not say
 */
public record BarPage(
        String symbol,
        BarColumns bars,
        long coveredUntil,
        long marketClock,
        boolean endOfInput,
        List<BadLine> badLines,
        int[] rejectedByReason,
        String source,
        String place)
        implements SymbolEvent {

    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Without a place, as most pages are. */
    private static final int VERSION = 1;

    private static final int VERSION_WITH_PLACE = 2;
    private static final int[] NONE = {};

    public BarPage {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(bars, "bars is null");
        badLines = List.copyOf(badLines);
    }

    /** A page whose source does not say where it stands. */
    public BarPage(
            String symbol,
            BarColumns bars,
            long coveredUntil,
            long marketClock,
            boolean endOfInput,
            List<BadLine> badLines,
            int[] rejectedByReason,
            String source) {
        this(
                symbol,
                bars,
                coveredUntil,
                marketClock,
                endOfInput,
                badLines,
                rejectedByReason,
                source,
                "");
    }

    /** A page as a source emits it. */
    public static BarPage of(
            String symbol, BarColumns bars, long coveredUntil, long marketClock, String source) {
        return new BarPage(symbol, bars, coveredUntil, marketClock, false, List.of(), NONE, source);
    }

    /** The page that ends a symbol's bounded run: no bars, progress up to the as-of time. */
    public static BarPage endOfInput(String symbol, long asOf, long marketClock, String source) {
        return new BarPage(
                symbol, new BarColumns(0), asOf, marketClock, true, List.of(), NONE, source);
    }

    public BarPage withBadLines(List<BadLine> lines) {
        return new BarPage(
                symbol,
                bars,
                coveredUntil,
                marketClock,
                endOfInput,
                lines,
                rejectedByReason,
                source,
                place);
    }

    /** The same with progress. */
    public BarPage withProgress(long time) {
        return new BarPage(
                symbol,
                bars,
                time,
                marketClock,
                endOfInput,
                badLines,
                rejectedByReason,
                source,
                place);
    }

    /** The same, telling where it stands. */
    public BarPage withPlace(String where) {
        return new BarPage(
                symbol,
                bars,
                coveredUntil,
                marketClock,
                endOfInput,
                badLines,
                rejectedByReason,
                source,
                where);
    }

    /** This page with only valid bars, no bad lines, and the count of what was taken out. */
    public BarPage validated(BarColumns validBars, int[] rejected) {
        return new BarPage(
                symbol,
                validBars,
                coveredUntil,
                marketClock,
                endOfInput,
                List.of(),
                rejected,
                source,
                place);
    }

    /** Input records that this page stands for: bars, bad lines, and those taken out already. */
    public long inputCount() {
        long count = (long) bars.size() + badLines.size();
        for (int rejected : rejectedByReason) {
            count += rejected;
        }
        return count;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(place.isEmpty() ? VERSION : VERSION_WITH_PLACE);
        out.writeUTF(symbol);
        bars.write(out);
        out.writeLong(coveredUntil);
        out.writeLong(marketClock);
        out.writeBoolean(endOfInput);
        out.writeInt(badLines.size());
        for (BadLine line : badLines) {
            line.write(out);
        }
        out.writeByte(rejectedByReason.length);
        for (int count : rejectedByReason) {
            out.writeInt(count);
        }
        out.writeUTF(source);
        if (!place.isEmpty()) {
            out.writeUTF(place);
        }
    }

    static BarPage read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION && version != VERSION_WITH_PLACE) {
            throw new IOException("bar page of version " + version + ": expected 1 or 2");
        }
        String symbol = in.readUTF();
        BarColumns bars = BarColumns.read(in);
        long coveredUntil = in.readLong();
        long marketClock = in.readLong();
        boolean endOfInput = in.readBoolean();
        BadLine[] badLines = new BadLine[in.readInt()];
        for (int i = 0; i < badLines.length; i++) {
            badLines[i] = BadLine.read(in);
        }
        int reasons = in.readByte();
        int[] rejected = reasons == 0 ? NONE : new int[reasons];
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] = in.readInt();
        }
        return new BarPage(
                symbol,
                bars,
                coveredUntil,
                marketClock,
                endOfInput,
                List.of(badLines),
                rejected,
                in.readUTF(),
                version == VERSION ? "" : in.readUTF());
    }
}
