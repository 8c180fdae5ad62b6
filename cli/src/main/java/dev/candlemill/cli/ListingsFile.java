package dev.candlemill.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.candlemill.bar.PlainText;
import dev.candlemill.bar.Symbols;
import dev.candlemill.postgres.ListingRules;
import dev.candlemill.postgres.SymbolListings.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Listings in CSV: a header with {@code symbol} and any of the other columns of {@code
 * ticker_index}, in any order. Names every mistake with its line.
 */
final class ListingsFile {

    private static final Set<String> COLUMNS =
            Set.of(
                    "symbol",
                    "ticker",
                    "venue",
                    "name",
                    "kind",
                    "currency",
                    "is_primary",
                    "is_active");

    /** What a symbol that is none says nothing about. */
    private static final Set<String> FROM_SYMBOL = Set.of("ticker", "venue");

    private static final int MOST_SHOWN = 20;
    private static final int MOST_FOUND = 40;

    private final Path file;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> symbols = new HashSet<>();

    private ListingsFile(Path file) {
        this.file = file;
    }

    /**
     * @throws UsageException naming what is wrong
     */
    static List<Listing> read(Path file) throws IOException {
        return new ListingsFile(file).read();
    }

    private List<Listing> read() throws IOException {
        List<Listing> listings = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            boolean isFirst = true;
            for (NamedCsvRecord line : lines) {
                if (isFirst) {
                    checkHeader(line.getHeader());
                    isFirst = false;
                }
                listings.add(listing(line));
            }
        } catch (CsvParseException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        if (listings.isEmpty()) {
            throw new UsageException(file + ": expected a header and a line per symbol");
        }
        if (!mistakes.isEmpty()) {
            int more = mistakes.size() - MOST_SHOWN;
            String shown =
                    String.join("\n", mistakes.subList(0, Math.min(MOST_SHOWN, mistakes.size())));
            throw new UsageException(
                    "nothing was imported:\n"
                            + shown
                            + (more > 0 ? "\nand " + more + " more" : ""));
        }
        return listings;
    }

    private void checkHeader(List<String> header) {
        for (String name : header) {
            if (!COLUMNS.contains(name)) {
                throw new UsageException(
                        file
                                + ":1: no column '"
                                + name
                                + "': expected some of "
                                + COLUMNS.stream().sorted().toList());
            }
        }
        if (!header.contains("symbol")) {
            throw new UsageException(file + ":1: expected a column 'symbol'");
        }
    }

    private Listing listing(NamedCsvRecord line) {
        String symbol = cell(line, "symbol", "");
        String kind = cell(line, "kind", "stock").toLowerCase(Locale.ROOT);
        require(Symbols.isLegal(symbol), line, "symbol", Symbols.EXPECTED, visible(symbol));
        require(symbols.add(symbol), line, "symbol", "each symbol once", visible(symbol));
        Listing listing =
                new Listing(
                        symbol,
                        cell(line, "ticker", ListingRules.ticker(symbol)),
                        cell(line, "venue", ListingRules.venue(symbol)),
                        cell(line, "name", ""),
                        kind,
                        cell(line, "currency", ""),
                        flag(line, "is_primary"),
                        flag(line, "is_active"));
        ListingRules.mistakes(listing).stream()
                .filter(
                        mistake ->
                                Symbols.isLegal(symbol) || !FROM_SYMBOL.contains(mistake.column()))
                .forEach(
                        mistake ->
                                require(
                                        false,
                                        line,
                                        mistake.column(),
                                        mistake.expected(),
                                        visible(mistake.found())));
        return listing;
    }

    /** A terminal would obey what is refused. */
    private static String visible(String text) {
        return text.codePoints()
                .limit(MOST_FOUND)
                .map(c -> PlainText.isPlain(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private boolean flag(NamedCsvRecord line, String column) {
        String text = cell(line, column, "true").toLowerCase(Locale.ROOT);
        require(text.equals("true") || text.equals("false"), line, column, "true or false", text);
        return text.equals("true");
    }

    private void require(
            boolean isRight, NamedCsvRecord line, String column, String expected, String found) {
        if (!isRight) {
            mistakes.add(
                    "%s:%d: %s: expected %s, found \"%s\""
                            .formatted(
                                    file, line.getStartingLineNumber(), column, expected, found));
        }
    }

    private static String cell(NamedCsvRecord line, String column, String byDefault) {
        Optional<String> cell = line.findField(column).map(String::strip);
        return cell.filter(text -> !text.isEmpty()).orElse(byDefault);
    }
}
