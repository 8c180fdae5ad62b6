package dev.candlemill.indicator;

/** What indicators are measured in. */
final class Units {

    static final String PRICE = "price";
    static final String PERCENT = "%";
    static final String VOLUME = "volume";
    static final String RATIO = "ratio";

    private Units() {}
}
