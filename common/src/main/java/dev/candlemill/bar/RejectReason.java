package dev.candlemill.bar;

/**
 * Why an input record never reached state. The ordinal is part of the savepoint contract: append
 * only.
 */
public enum RejectReason {
    UNPARSABLE("unparsable", "a line that could not be read as a bar"),
    NOT_FINITE("not_finite", "NaN or infinity in a price or the volume"),
    HIGH_BELOW_LOW("high_below_low", "high below low"),
    OUTSIDE_RANGE("outside_range", "open or close outside [low, high]"),
    NEGATIVE_VOLUME("negative_volume", "volume below zero"),
    NEGATIVE_PRICE(
            "negative_price", "price at or below zero for an instrument that does not allow it"),
    OFF_GRID("off_grid", "open time off the grid of the bar size"),
    FUTURE("future", "opens after the market clock plus the allowed skew"),
    OUTSIDE_SESSION("outside_session", "outside every session of the venue"),
    NOT_COVERED("not_covered", "in a year that the venue's calendar does not cover"),
    UNKNOWN_SYMBOL("unknown_symbol", "not in the symbol index"),
    BAD_SYMBOL("bad_symbol", "not a legal symbol"),
    BAR_SIZE("bar_size", "a bar size that this run does not accept"),
    NO_VALUE("no_value", "a record without a value"),
    TOO_LARGE("too_large", "a record larger than any bar"),
    MISSING_FIELD("missing_field", "a record that lacks a required field"),
    WRONG_TYPE("wrong_type", "a field of another type than its schema says"),
    UNKNOWN_SCHEMA("unknown_schema", "a record that names another schema or version");

    private final String code;
    private final String meaning;

    RejectReason(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The stable code in tables, topics and files. */
    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
