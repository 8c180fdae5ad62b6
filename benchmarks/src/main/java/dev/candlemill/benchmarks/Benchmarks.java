package dev.candlemill.benchmarks;

import dev.candlemill.benchmarks.item.CorrectionItem;
import dev.candlemill.benchmarks.item.EngineItem;
import dev.candlemill.benchmarks.item.EverythingItem;
import dev.candlemill.benchmarks.item.Figure;
import dev.candlemill.benchmarks.item.Item;
import dev.candlemill.benchmarks.item.LatencyItem;
import dev.candlemill.benchmarks.item.OneBarItem;
import dev.candlemill.benchmarks.item.Scale;
import dev.candlemill.benchmarks.item.ScalingItem;
import dev.candlemill.benchmarks.item.ServingItem;
import dev.candlemill.benchmarks.item.StateItem;
import dev.candlemill.benchmarks.item.StoreItem;
import dev.candlemill.benchmarks.replay.ReplayScript;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./candlemill bench}: measures, and prints one table. See {@code docs/benchmarks.md}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures what candles cost, side by side with what they are compared with.",
        footer = {
            "",
            "Items: a engine against Flink's window operator, b end to end into Postgres against"
                    + " COPY,",
            "c bytes of state, d cost from 10 to 10,000 symbols, e one-bar pages,",
            "f engine with all indicators and strategies, g one corrected bar,",
            "h latency from a bar on Kafka to its signal on Kafka,",
            "i candles from the API against the bare query.",
            "Progress goes to stderr, the table to stdout. Give the machine nothing else to do."
        })
public final class Benchmarks implements Callable<Integer> {

    private static final List<Item> ITEMS =
            List.of(
                    new EngineItem(),
                    new StoreItem(),
                    new StateItem(),
                    new ScalingItem(),
                    new OneBarItem(),
                    new EverythingItem(),
                    new CorrectionItem(),
                    new LatencyItem(),
                    new ServingItem());

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ITEM",
            description = "Only these items, for example a,e.")
    private List<String> only = List.of();

    @Option(names = "--api", description = "The API only: the same as --only i.")
    private boolean api;

    @Option(names = "--quick", description = "One round and fewer bars: a few minutes.")
    private boolean quick;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Exits with 0, 2 for wrong arguments, or 1 when a run failed. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report report = measure(chosen(), quick ? Scale.quick() : Scale.full());
        spec.commandLine().getOut().println(json ? report.toJson() : report.toTable());
        return 0;
    }

    /** Runs the items one after the other. */
    static Report measure(List<Item> items, Scale scale) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        List<Figure> figures = new ArrayList<>();
        for (Item item : items) {
            figures.addAll(
                    item.measure(scale, text -> System.err.println(item.letter() + "  " + text)));
            ReplayScript.clear();
        }
        return Report.of(figures, load);
    }

    static List<Item> items() {
        return ITEMS;
    }

    private List<Item> chosen() {
        if (api && only.isEmpty()) {
            only = List.of("i");
        }
        List<String> known = ITEMS.stream().map(Item::letter).toList();
        for (String letter : only) {
            if (!known.contains(letter)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--only: expected some of "
                                + String.join(",", known)
                                + ", found \""
                                + letter
                                + "\"");
            }
        }
        return ITEMS.stream()
                .filter(item -> only.isEmpty() || only.contains(item.letter()))
                .toList();
    }
}
