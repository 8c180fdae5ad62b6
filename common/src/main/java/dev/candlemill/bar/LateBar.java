package dev.candlemill.bar;

/**
 * A valid bar that came after the horizon of corrections: not applied, repairable by a bounded run
 * over its range.
 *
 * @param horizon epoch milliseconds; bars that open before it are late
 * @param reason why it could not be applied in the stream
 */
public record LateBar(
        String symbol, Bar bar, BarSize barSize, long horizon, Reason reason, String source) {

    /** The code is what tables, topics and files show. */
    public enum Reason {
        BEYOND_HORIZON("beyond_horizon"),
        BEFORE_RUN("before_run");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
