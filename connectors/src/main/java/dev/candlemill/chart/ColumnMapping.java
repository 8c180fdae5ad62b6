package dev.candlemill.chart;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.indicator.IndicatorSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which column of an export is compared with which of ours.
 *
 * @param ours by the export's header, in its order
 * @param unknown headers that nothing of ours was found for
 */
public record ColumnMapping(Map<String, String> ours, List<String> unknown) {

    private static final Set<String> PRICES =
            new LinkedHashSet<>(List.of("open", "high", "low", "close", "volume"));

    /** What charts call our columns, after {@link #plain}. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("vol", "volume"),
                    Map.entry("rsi", "rsi_14"),
                    Map.entry("ma", "sma_20"),
                    Map.entry("sma", "sma_20"),
                    Map.entry("macd_line", "macd"),
                    Map.entry("signal", "macd_signal"),
                    Map.entry("signal_line", "macd_signal"),
                    Map.entry("histogram", "macd_histogram"),
                    Map.entry("hist", "macd_histogram"),
                    Map.entry("adx", "adx_14"),
                    Map.entry("plus_di", "plus_di_14"),
                    Map.entry("minus_di", "minus_di_14"),
                    Map.entry("k", "stoch_k"),
                    Map.entry("d", "stoch_d"),
                    Map.entry("cci", "cci_20"),
                    Map.entry("upper", "bb_upper"),
                    Map.entry("upper_band", "bb_upper"),
                    Map.entry("basis", "bb_middle"),
                    Map.entry("middle", "bb_middle"),
                    Map.entry("middle_band", "bb_middle"),
                    Map.entry("lower", "bb_lower"),
                    Map.entry("lower_band", "bb_lower"),
                    Map.entry("atr", "atr_14"),
                    Map.entry("on_balance_volume", "obv"),
                    Map.entry("onbalancevolume", "obv"),
                    Map.entry("mfi", "mfi_14"),
                    Map.entry("mf", "mfi_14"));

    public ColumnMapping {
        ours = Collections.unmodifiableMap(new LinkedHashMap<>(ours));
        unknown = List.copyOf(unknown);
    }

    /**
     * @param headers of the export
     * @param explicit ours by header, as somebody said; they win
     * @param further our columns by name beyond the catalogue
     * @throws ChartExportException for an explicit header or column that does not exist
     */
    public static ColumnMapping of(
            List<String> headers, Map<String, String> explicit, Collection<String> further) {
        Set<String> known = new LinkedHashSet<>(PRICES);
        known.addAll(IndicatorSet.catalogue().valueNames());
        known.addAll(further);
        explicit.forEach((header, column) -> check(header, column, headers, known));
        Set<String> taken = new LinkedHashSet<>(explicit.values());
        Map<String, String> ours = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String header : headers) {
            String said = explicit.get(header);
            String guess = said == null ? guess(header, known) : said;
            if (said != null || known.contains(guess) && taken.add(guess)) {
                ours.put(header, guess);
            } else {
                unknown.add(header);
            }
        }
        return new ColumnMapping(ours, unknown);
    }

    private static void check(
            String header, String column, List<String> headers, Set<String> known) {
        if (!headers.contains(header)) {
            throw new ChartExportException(
                    "no column '"
                            + header
                            + "' in the export: expected one of "
                            + headers
                            + Spelling.didYouMean(header, headers));
        }
        if (!known.contains(column)) {
            throw new ChartExportException(
                    "no column '"
                            + column
                            + "' here: expected one of "
                            + known
                            + Spelling.didYouMean(column, known));
        }
    }

    private static String guess(String header, Set<String> known) {
        String plain = plain(header);
        if (known.contains(plain)) {
            return plain;
        }
        String average = plain.replaceFirst("^ma_(?=\\d)", "sma_");
        return known.contains(average) ? average : NAMES.getOrDefault(plain, "");
    }

    /** {@code "SMA (20)"} is {@code sma_20}, {@code "+DI"} is {@code plus_di}. */
    private static String plain(String header) {
        return header.trim()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("#\\d+$", "")
                .replaceFirst("^\\+\\s*di", "plus_di")
                .replaceFirst("^-\\s*di", "minus_di")
                .replaceFirst("^di\\s*\\+", "plus_di")
                .replaceFirst("^di\\s*-", "minus_di")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }
}
