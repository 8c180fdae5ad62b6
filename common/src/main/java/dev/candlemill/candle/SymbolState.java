package dev.candlemill.candle;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the fold of one symbol touches with every page: its open buckets, how far it has come, and
 * its counts. Mutable and reused; the byte form is part of the savepoint contract.
 */
public final class SymbolState {

    private static final int VERSION = 2;

    static final long NEVER = Long.MAX_VALUE;
    static final int NO_SESSION = Integer.MIN_VALUE;

    final FoldState fold;
    final SymbolCounts counts;

    /** Bars that open before it have been folded, and progress has reached it. */
    long foldedUntil = Long.MIN_VALUE;

    /** Buckets that close at or before it are final. */
    long finalUntil = Long.MIN_VALUE;

    /** The earliest bar that has come but is not folded, since progress has not reached it. */
    long firstUnfolded = NEVER;

    /** The latest bar that has come or is stored, folded or not. */
    long lastBar = Long.MIN_VALUE;

    /** What is known begins here; earlier bars are late, earlier buckets are not emitted. */
    long regionStart = Long.MIN_VALUE;

    /** What is known ends here; later buckets are not emitted. */
    long regionEnd = Long.MAX_VALUE;

    /** The provider of the last page. */
    String source = "";

    /** Whether candles were stored in the region before this run. */
    boolean hasStored;

    /** Whether any revision index of the region may hold an entry. */
    boolean hasRevisions;

    /**
     * The current session's anchor, unless that is a month's too; {@link #NO_SESSION} otherwise.
     */
    int sessionAnchor = NO_SESSION;

    /**
     * Session dates of the kept anchors, ascending: region start, month starts, current session.
     */
    int[] anchors = {};

    public SymbolState() {
        this(new FoldState(), new SymbolCounts());
    }

    private SymbolState(FoldState fold, SymbolCounts counts) {
        this.fold = fold;
        this.counts = counts;
    }

    public SymbolCounts counts() {
        return counts;
    }

    boolean hasRegion() {
        return regionStart != Long.MIN_VALUE;
    }

    void addAnchor(int sessionDate) {
        int at = Arrays.binarySearch(anchors, sessionDate);
        if (at >= 0) {
            return;
        }
        int[] more = new int[anchors.length + 1];
        int place = -at - 1;
        System.arraycopy(anchors, 0, more, 0, place);
        more[place] = sessionDate;
        System.arraycopy(anchors, place, more, place + 1, anchors.length - place);
        anchors = more;
    }

    void removeAnchor(int sessionDate) {
        int at = Arrays.binarySearch(anchors, sessionDate);
        if (at >= 0) {
            int[] fewer = Arrays.copyOf(anchors, anchors.length - 1);
            System.arraycopy(anchors, at + 1, fewer, at, fewer.length - at);
            anchors = fewer;
        }
    }

    /** The position of the last anchor at or before a session, or -1 when there is none. */
    int anchorAtOrBefore(int sessionDate) {
        int at = Arrays.binarySearch(anchors, sessionDate);
        return at >= 0 ? at : -at - 2;
    }

    /**
     * Begins a region with nothing folded; counts go on, and so do bars of no region that wait to
     * be folded.
     */
    void startRegion(long from, long to, FoldState seed) {
        if (hasRegion()) {
            leaveRegion();
        }
        fold.copyBuckets(seed);
        foldedUntil = from;
        regionStart = from;
        regionEnd = to;
    }

    /** As before the first region, but for the counts. */
    void leaveRegion() {
        foldedUntil = Long.MIN_VALUE;
        finalUntil = Long.MIN_VALUE;
        firstUnfolded = NEVER;
        lastBar = Long.MIN_VALUE;
        regionStart = Long.MIN_VALUE;
        regionEnd = Long.MAX_VALUE;
        hasStored = false;
        hasRevisions = false;
        sessionAnchor = NO_SESSION;
        anchors = new int[0];
    }

    /** Of the same symbol as if it had never been met, but for the counts. */
    SymbolState countsOnly() {
        SymbolState left = new SymbolState(new FoldState(), counts.copy());
        left.source = source;
        return left;
    }

    public SymbolState copy() {
        SymbolState copy = new SymbolState(fold.copyBuckets(), counts.copy());
        copy.foldedUntil = foldedUntil;
        copy.finalUntil = finalUntil;
        copy.firstUnfolded = firstUnfolded;
        copy.lastBar = lastBar;
        copy.sessionAnchor = sessionAnchor;
        copy.regionStart = regionStart;
        copy.regionEnd = regionEnd;
        copy.source = source;
        copy.hasStored = hasStored;
        copy.hasRevisions = hasRevisions;
        copy.anchors = anchors;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        fold.write(out);
        counts.write(out);
        out.writeLong(foldedUntil);
        out.writeLong(finalUntil);
        out.writeLong(firstUnfolded);
        out.writeLong(lastBar);
        out.writeInt(sessionAnchor);
        out.writeLong(regionStart);
        out.writeLong(regionEnd);
        out.writeUTF(source);
        out.writeBoolean(hasStored);
        out.writeBoolean(hasRevisions);
        out.writeByte(anchors.length);
        for (int anchor : anchors) {
            out.writeInt(anchor);
        }
    }

    public static SymbolState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("symbol state of version " + version + ": expected " + VERSION);
        }
        SymbolState state = new SymbolState(FoldState.read(in), SymbolCounts.read(in));
        state.foldedUntil = in.readLong();
        state.finalUntil = in.readLong();
        state.firstUnfolded = in.readLong();
        state.lastBar = in.readLong();
        state.sessionAnchor = in.readInt();
        state.regionStart = in.readLong();
        state.regionEnd = in.readLong();
        state.source = in.readUTF();
        state.hasStored = in.readBoolean();
        state.hasRevisions = in.readBoolean();
        state.anchors = new int[in.readByte()];
        for (int i = 0; i < state.anchors.length; i++) {
            state.anchors[i] = in.readInt();
        }
        return state;
    }
}
