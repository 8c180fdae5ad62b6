package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The byte form of {@link SymbolEvent}s, part of the savepoint contract. */
public final class SymbolEvents {

    private static final int PAGE = 1;
    private static final int BASELINE = 2;
    private static final int SETUPS = 3;
    private static final int FORMING = 4;
    private static final int HANDED = 5;
    private static final int FOLLOWING = 6;
    private static final int WANTED = 7;
    private static final int FORGOTTEN = 8;

    private SymbolEvents() {}

    public static void write(SymbolEvent event, DataOutput out) throws IOException {
        if (event instanceof BarPage page) {
            out.writeByte(PAGE);
            page.write(out);
        } else if (event instanceof Baseline baseline) {
            out.writeByte(BASELINE);
            baseline.write(out);
        } else if (event instanceof ActiveSetups setups) {
            out.writeByte(SETUPS);
            setups.write(out);
        } else if (event instanceof FormingBar forming) {
            out.writeByte(FORMING);
            forming.page().write(out);
        } else if (event instanceof HandedBars handed) {
            out.writeByte(HANDED);
            handed.write(out);
        } else if (event instanceof Following following) {
            out.writeByte(FOLLOWING);
            following.write(out);
        } else if (event instanceof WantedTimeframes wanted) {
            out.writeByte(WANTED);
            wanted.write(out);
        } else if (event instanceof Forgotten forgotten) {
            out.writeByte(FORGOTTEN);
            forgotten.write(out);
        }
    }

    public static SymbolEvent read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PAGE -> BarPage.read(in);
            case BASELINE -> Baseline.read(in);
            case SETUPS -> ActiveSetups.read(in);
            case FORMING -> new FormingBar(BarPage.read(in));
            case HANDED -> HandedBars.read(in);
            case FOLLOWING -> Following.read(in);
            case WANTED -> WantedTimeframes.read(in);
            case FORGOTTEN -> Forgotten.read(in);
            default -> throw new IOException("symbol event of kind " + kind + ": expected 1 to 8");
        };
    }
}
