package dev.candlemill.provider.simulated;

/** What happens to one bar on its way. */
enum FaultKind {
    NONE,
    LATE,
    BEYOND_HORIZON,
    DUPLICATE,
    REVISED,
    BAD,
    MISSING;

    double rate(Faults faults) {
        return switch (this) {
            case NONE -> 0;
            case LATE -> faults.late();
            case BEYOND_HORIZON -> faults.beyondHorizon();
            case DUPLICATE -> faults.duplicate();
            case REVISED -> faults.revised();
            case BAD -> faults.bad();
            case MISSING -> faults.missing();
        };
    }

    /** Whether a valid record of the bar comes at its regular place. */
    boolean isOnTime() {
        return this != LATE && this != BEYOND_HORIZON && this != MISSING;
    }

    /** Whether another record about the bar comes at its place or later. */
    boolean hasExtraRecord() {
        return this != NONE && this != MISSING;
    }

    /** Whether the bar is one of the final ones. */
    boolean isApplied() {
        return this != BEYOND_HORIZON && this != MISSING;
    }
}
