package dev.candlemill.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints an explanation for people. */
public final class ExplanationText {

    private static final int MOST_CONSTITUENTS = 24;

    private final PrintWriter out;

    public ExplanationText(PrintWriter out) {
        this.out = out;
    }

    /** Takes what {@link Explanation#at} gives. */
    public void print(JsonNode all) {
        JsonNode candle = all.path("candle");
        out.printf(
                "%s %s %s to %s%n",
                text(all, "symbol"),
                text(all, "timeframe"),
                time(candle, "open_time"),
                time(candle, "close_time"));
        printBucket(all.path("bucket"));
        printCandle(candle);
        printConstituents(all);
        printIndicators(all.path("indicators"));
        printRevisions(all.path("revisions"));
        printSignals(all.path("signals"));
        printRejected(all.path("rejected"));
        out.flush();
    }

    private void printBucket(JsonNode bucket) {
        title("Bucket");
        out.println("  " + text(bucket, "why"));
        if (bucket.has("open_time")) {
            out.printf(
                    "  %s to %s, %s bars expected%n",
                    text(bucket, "open_time"),
                    text(bucket, "close_time"),
                    text(bucket, "expected_bars"));
            out.printf(
                    "  session %s of %s: %s to %s%n",
                    text(bucket, "session_date"),
                    text(bucket, "venue"),
                    text(bucket, "session_open"),
                    text(bucket, "session_close"));
        }
    }

    private void printCandle(JsonNode candle) {
        title("Stored");
        out.println("  " + prices(candle));
        out.printf(
                "  %s of %s bars, %s input bars, %s%n",
                text(candle, "bar_count"),
                text(candle, "expected_bar_count"),
                text(candle, "input_count"),
                completeness(candle));
        out.printf(
                "  revision %s, indicator revision %s, from %s, by %s at %s%n",
                text(candle, "revision"),
                text(candle, "indicator_revision"),
                text(candle, "source"),
                text(candle, "job_id"),
                time(candle, "ingested_at"));
    }

    private static String completeness(JsonNode candle) {
        if (candle.path("bar_count").asInt() == 0) {
            return "filled with the previous close";
        }
        return candle.path("is_complete").asBoolean() ? "complete" : "incomplete";
    }

    private void printConstituents(JsonNode all) {
        JsonNode constituents = all.path("constituents");
        title("5m candles: " + constituents.size());
        for (int i = 0; i < Math.min(constituents.size(), MOST_CONSTITUENTS); i++) {
            JsonNode candle = constituents.get(i);
            out.printf(
                    "  %s  %s  revision %s%n",
                    time(candle, "open_time"), prices(candle), text(candle, "revision"));
            for (JsonNode bar : candle.path("input_bars")) {
                out.printf(
                        "    %s  %s  %s%n", text(bar, "open_time"), text(bar, "size"), prices(bar));
            }
        }
        if (constituents.size() > MOST_CONSTITUENTS) {
            out.printf(
                    "  ... and %d more; --json has all%n", constituents.size() - MOST_CONSTITUENTS);
        }
        List<String> missing = new ArrayList<>();
        all.path("missing").forEach(slot -> missing.add(slot.asText()));
        if (!missing.isEmpty()) {
            out.println("  missing: " + String.join(" ", missing));
        }
    }

    private void printIndicators(JsonNode indicators) {
        title(
                "Indicators, after "
                        + indicators.path(0).path("candles_so_far").asText()
                        + " candles");
        for (JsonNode indicator : indicators) {
            List<String> values = new ArrayList<>();
            indicator
                    .path("values")
                    .properties()
                    .forEach(
                            value ->
                                    values.add(
                                            value.getKey()
                                                    + " "
                                                    + (value.getValue().isNumber()
                                                            ? value.getValue().asText()
                                                            : "-")));
            out.printf(
                    "  %-18s %s (%s)%n",
                    text(indicator, "indicator"), String.join(", ", values), inputs(indicator));
        }
    }

    private static String inputs(JsonNode indicator) {
        String window = text(indicator, "defined_after");
        if (!indicator.has("inputs_from")) {
            return "defined after " + window;
        }
        String earlier = indicator.path("remembers_earlier").asBoolean() ? ", and all before" : "";
        return window + " candles since " + time(indicator, "inputs_from") + earlier;
    }

    private void printRevisions(JsonNode revisions) {
        title("Earlier revisions: " + revisions.size());
        for (JsonNode old : revisions) {
            out.printf(
                    "  %s/%s  %s  by %s, known %s to %s%n",
                    text(old, "revision"),
                    text(old, "indicator_revision"),
                    prices(old),
                    text(old, "job_id"),
                    time(old, "known_at"),
                    time(old, "known_until"));
        }
    }

    private void printSignals(JsonNode signals) {
        title("Signals: " + signals.size());
        for (JsonNode signal : signals) {
            out.printf(
                    "  %s %s %s of %s, price %s, confidence %s, %s, revision %s by %s%n",
                    text(signal, "status"),
                    text(signal, "signal_type"),
                    text(signal, "strategy"),
                    text(signal, "setup"),
                    text(signal, "price"),
                    text(signal, "confidence"),
                    signal.path("indicator_values"),
                    text(signal, "revision"),
                    text(signal, "job_id"));
        }
    }

    private void printRejected(JsonNode rejected) {
        title("Rejected and late bars: " + rejected.size());
        for (JsonNode row : rejected) {
            out.printf(
                    "  %s  %s %s: %s (%s, %s)%n",
                    time(row, "open_time"),
                    text(row, "kind"),
                    text(row, "reason"),
                    text(row, "text"),
                    text(row, "place"),
                    text(row, "job_id"));
        }
    }

    private void title(String title) {
        out.println();
        out.println(title);
    }

    private static String prices(JsonNode row) {
        return String.format(
                "open %s  high %s  low %s  close %s  volume %s",
                text(row, "open"),
                text(row, "high"),
                text(row, "low"),
                text(row, "close"),
                text(row, "volume"));
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }

    private static String time(JsonNode row, String column) {
        return Explanation.utc(row.path(column).asText());
    }
}
