package dev.candlemill.cli;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.evaluation.Evaluation;
import dev.candlemill.evaluation.GridSearch;
import dev.candlemill.evaluation.ParameterGrid;
import dev.candlemill.evaluation.PriceSeries;
import dev.candlemill.evaluation.Side;
import dev.candlemill.evaluation.TradingRules;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.postgres.CandleHistory;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** What a strategy's events would have been worth on stored candles. */
final class EvaluateCommand implements DatabaseCommand.Work {

    private static final String STRATEGY = "--strategy";
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String SIDE = "--side";
    private static final String FEE = "--fee-bps";
    private static final String SLIPPAGE = "--slippage-bps";
    private static final String CSV = "--csv";
    private static final String GRID = "--grid";
    private static final String SPLIT = "--split";
    private static final String TOP = "--top";
    private static final String WARM_UP = "--warm-up";
    private static final double DEFAULT_SPLIT = 0.7;
    private static final double DEFAULT_TOP = 20;

    private static final String GRACE = "--grace";

    private final Context context;
    private final Terminal terminal;
    private final Strategies strategies = Strategies.load(EvaluateCommand.class.getClassLoader());

    EvaluateCommand(Context context) {
        this.context = context;
        this.terminal = context.terminal();
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.add(spec, STRATEGY, "SPEC", "A strategy with its parameters: 'rsi(14,30,70)'.");
        Arguments.add(spec, Arguments.SYMBOL, "SYMBOL", "Canonical id: XNAS:AAPL.");
        Arguments.add(spec, Arguments.TIMEFRAME, "TIMEFRAME", "Of which candles: 1h.");
        Arguments.add(
                spec,
                FROM,
                "TIME",
                "Signals on candles that open from then on. What was before warms up. Not set: all.");
        Arguments.add(
                spec,
                WARM_UP,
                "defined|usable|stable",
                "How far indicators must have come before a signal counts. Default: the newest run's.");
        Arguments.add(
                spec,
                GRACE,
                "DURATION",
                "After its close an incomplete higher candle is final. Default: the newest run's.");
        Arguments.add(spec, TO, "TIME", "Only candles that open before. Not set: all.");
        Arguments.add(spec, SIDE, "long|short|both", "Which positions are held. Default: long.");
        Arguments.add(spec, FEE, "NUMBER", "Of each entry and exit, in 0.01 %. Default: 0.");
        Arguments.add(
                spec, SLIPPAGE, "NUMBER", "By which fills are worse than the open. Default: 0.");
        Arguments.add(
                spec,
                CSV,
                "FILE",
                "Write the trades there, and the equity of every candle to FILE-equity.csv.");
        Arguments.add(
                spec,
                GRID,
                "RANGES",
                "Try many parameters: fast=5..50,slow=20..200/10, choices as a|b.");
        Arguments.add(
                spec,
                SPLIT,
                "SHARE",
                "With a grid: the first part of the candles, by which rows are sorted; the rest"
                        + " shows what that was worth. Default: 0.7.");
        Arguments.add(spec, TOP, "COUNT", "With a grid: print so many rows. Default: 20.");
        Arguments.addSwitch(spec, "Print JSON: an object.", Arguments.JSON);
        spec.usageMessage()
                .description(
                        "Evaluates a strategy's signals on stored candles: each enters at the next"
                                + " candle's open and is left at the opposite signal's. What is open"
                                + " at the end is marked to the last close. A judgement of the past,"
                                + " no promise.")
                .footer(
                        "%nExamples:",
                        "  ./candlemill evaluate --strategy 'rsi(14,30,70)' --symbol XNAS:AAPL"
                                + " --timeframe 1h --fee-bps 5",
                        "  ./candlemill evaluate --strategy sma_cross --grid fast=5..50,slow=20..200/10"
                                + " --symbol XNAS:AAPL --timeframe 1d");
    }

    @Override
    public DatabaseCommand.Task prepare(Arguments arguments) {
        String strategy = arguments.required(STRATEGY, "'rsi(14,30,70)'");
        EvaluationRange range =
                new EvaluationRange(
                        arguments.symbol(),
                        arguments.timeframe(),
                        arguments.time(FROM, Long.MIN_VALUE),
                        arguments.time(TO, EvaluationRange.END_OF_TIME));
        TradingRules rules =
                new TradingRules(
                        side(arguments), arguments.number(FEE, 0), arguments.number(SLIPPAGE, 0));
        Optional<String> grid = arguments.text(GRID);
        return grid.isPresent()
                ? grid(arguments, range, rules, ParameterGrid.of(strategy, grid.get(), strategies))
                : single(arguments, range, rules, strategies.of(strategy).spec().toString());
    }

    /** When a strategy speaks: as was said, else as in the run that made the candles. */
    private StrategyOptions options(Arguments arguments, PostgresSettings settings)
            throws IOException {
        Map<String, String> said = new HashMap<>();
        arguments.text(WARM_UP).ifPresent(text -> said.put("strategies.warm-up", text));
        arguments.text(GRACE).ifPresent(text -> said.put("grace.polling", text));
        try {
            return EarlierSettings.timing(settings, said);
        } catch (ConfigException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Side side(Arguments arguments) {
        String side = arguments.text(SIDE).orElse("long");
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "long" -> Side.LONG;
            case "short" -> Side.SHORT;
            case "both" -> Side.BOTH;
            default ->
                    throw new UsageException(
                            SIDE + ": found \"" + side + "\", expected long, short or both");
        };
    }

    private DatabaseCommand.Task single(
            Arguments arguments, EvaluationRange range, TradingRules rules, String strategy) {
        for (String flag : List.of(SPLIT, TOP)) {
            if (arguments.text(flag).isPresent()) {
                throw new UsageException(flag + ": expected only with " + GRID);
            }
        }
        Optional<Path> csv = arguments.text(CSV).map(Path::of);
        return settings -> {
            StrategyOptions options = options(arguments, settings);
            StrategyReplay replay =
                    new StrategyReplay(List.of(strategy), range.timeframe(), strategies, options);
            CandleHistory history = new CandleHistory(settings);
            CandleSeries candles = range.read(history);
            StrategyReplay.Result result =
                    replay.over(candles, higher(history, replay.higher(), range));
            if (!result.failures().isEmpty()) {
                terminal.say("candlemill: the strategy failed: " + result.failures());
                return ExitCodes.FAILURE;
            }
            PriceSeries prices = range.prices(candles);
            Evaluation evaluation =
                    Evaluation.of(prices, result.events().getOrDefault(strategy, List.of()), rules);
            EvaluationReport report =
                    new EvaluationReport(
                            strategy, range, rules, options, candles, prices, evaluation);
            report.print(terminal.out(), arguments.wantsJson());
            if (csv.isPresent()) {
                EvaluationCsv.write(report, csv.get());
            }
            return ExitCodes.OK;
        };
    }

    private static Map<Timeframe, CandleSeries> higher(
            CandleHistory history, Collection<Timeframe> above, EvaluationRange range)
            throws IOException {
        Map<Timeframe, CandleSeries> higher = new EnumMap<>(Timeframe.class);
        for (Timeframe timeframe : above) {
            higher.put(timeframe, history.series(range.symbol(), timeframe, range.to()));
        }
        return higher;
    }

    private DatabaseCommand.Task grid(
            Arguments arguments, EvaluationRange range, TradingRules rules, ParameterGrid grid) {
        if (arguments.text(CSV).isPresent()) {
            throw new UsageException(
                    CSV + ": expected without " + GRID + "; --json prints all rows");
        }
        if (grid.strategies().isEmpty()) {
            throw new UsageException(
                    "the grid has no valid combination, "
                            + grid.skipped()
                            + " were refused: "
                            + grid.refusal());
        }
        double split = arguments.number(SPLIT, DEFAULT_SPLIT);
        if (!(split > 0 && split < 1)) {
            throw new UsageException(SPLIT + ": expected a share between 0 and 1, found " + split);
        }
        double top = arguments.number(TOP, DEFAULT_TOP);
        if (!(top >= 1)) {
            throw new UsageException(TOP + ": expected 1 or more, found " + top);
        }
        return settings -> {
            StrategyOptions options = options(arguments, settings);
            Set<Timeframe> higher =
                    GridSearch.higher(grid.strategies(), range.timeframe(), strategies, options);
            GridSearch.Data data = data(settings, range, higher, split);
            Progress progress = new Progress(terminal, "grid", "combinations");
            GridSearch.Result result =
                    new GridSearch(data, strategies, options, rules)
                            .run(grid.strategies(), progress::show);
            progress.end();
            new GridReport(range, grid, data, result)
                    .print(terminal.out(), arguments.wantsJson(), (int) top);
            return result.rows().isEmpty() ? ExitCodes.FAILURE : ExitCodes.OK;
        };
    }

    private static GridSearch.Data data(
            PostgresSettings settings, EvaluationRange range, Set<Timeframe> above, double split)
            throws IOException {
        CandleHistory history = new CandleHistory(settings);
        CandleSeries candles = range.read(history);
        int from = range.first(candles);
        int at = from + (int) Math.round((candles.size() - from) * split);
        if (at == from || at == candles.size()) {
            throw new UsageException(
                    (candles.size() - from)
                            + " candles cannot be split: expected more, or another share");
        }
        return new GridSearch.Data(
                candles,
                higher(history, above, range),
                new PriceSeries(candles, from, at),
                new PriceSeries(candles, at, candles.size()));
    }
}
