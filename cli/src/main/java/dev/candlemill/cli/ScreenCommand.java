package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.CandleScreen;
import dev.candlemill.postgres.CandleScreen.Match;
import dev.candlemill.screen.Column;
import dev.candlemill.screen.Columns;
import dev.candlemill.screen.Expression.Condition;
import dev.candlemill.screen.ScreenParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Looks for symbols by a condition on their newest candle. */
final class ScreenCommand implements DatabaseCommand.Work {

    private static final String LIMIT = "--limit";
    private static final String FAVOURITES = "--favourites";
    private static final int DEFAULT_LIMIT = 100;

    private final Terminal terminal;

    ScreenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .type(String.class)
                        .paramLabel("CONDITION")
                        .description("On columns of a candle: 'rsi_14 < 30 and close > sma_200'.")
                        .build());
        Arguments.add(spec, Arguments.TIMEFRAME, "TIMEFRAME", "Of which candles: 1d.");
        Arguments.addSwitch(
                spec, "Only symbols in the table favorites.", FAVOURITES, "--favorites");
        Arguments.add(spec, LIMIT, "COUNT", "Print at most so many symbols. Default: 100.");
        Arguments.addSwitch(spec, "Print JSON: an array of matches.", Arguments.JSON);
        spec.usageMessage()
                .description(
                        "Prints the symbols whose newest candle meets a condition. Numbers, columns,"
                                + " + - * / ( ), < <= > >= = !=, and, or, not. Columns: open high low"
                                + " close volume, bar_count expected_bar_count input_count revision,"
                                + " every indicator column, and what setups add. What is not defined"
                                + " does not match.")
                .footer(
                        "%nExample:",
                        "  ./candlemill screen 'rsi_14 < 30 and close > sma_200' --timeframe 1d");
    }

    @Override
    public DatabaseCommand.Task prepare(Arguments arguments) {
        String condition = arguments.positional("a CONDITION", "'rsi_14 < 30'");
        Timeframe timeframe = arguments.timeframe();
        double limit = arguments.number(LIMIT, DEFAULT_LIMIT);
        if (!(limit >= 1 && limit <= 1_000_000 && limit == Math.rint(limit))) {
            throw new UsageException(LIMIT + ": expected a whole number from 1 to 1000000");
        }
        boolean favourites = arguments.has(FAVOURITES);
        return settings -> {
            CandleScreen screen = new CandleScreen(settings, timeframe, favourites);
            Condition parsed = ScreenParser.parse(condition, new Columns(screen.furtherNames()));
            List<Match> matches = screen.find(parsed, (int) limit);
            if (arguments.wantsJson()) {
                printJson(matches);
            } else {
                printTable(matches, parsed);
            }
            terminal.out().flush();
            return ExitCodes.OK;
        };
    }

    private void printTable(List<Match> matches, Condition condition) {
        List<String> columns = condition.columns().stream().map(Column::name).toList();
        List<String> header = new ArrayList<>(List.of("symbol", "open_time"));
        header.addAll(columns);
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (Match match : matches) {
            List<String> row =
                    new ArrayList<>(List.of(match.symbol(), match.openTime().toString()));
            for (String column : columns) {
                row.add(Numbers.plain(match.values().getOrDefault(column, Double.NaN)));
            }
            table.row(row);
        }
        for (int i = 2; i < header.size(); i++) {
            table.right(i);
        }
        table.print(terminal.out());
        terminal.out()
                .println("(" + matches.size() + (matches.size() == 1 ? " symbol)" : " symbols)"));
    }

    private void printJson(List<Match> matches) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(terminal.out());
        json.writeStartArray();
        for (Match match : matches) {
            json.writeStartObject();
            json.writeStringField("symbol", match.symbol());
            json.writeStringField("open_time", match.openTime().toString());
            json.writeStringField("close_time", match.closeTime().toString());
            json.writeObjectFieldStart("values");
            for (Map.Entry<String, Double> value : match.values().entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        terminal.out().println();
    }
}
