package dev.candlemill.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that the script runs itself, before there is a CLI; here they only have their help. */
final class ScriptCommands {

    private ScriptCommands() {}

    /** Runs from a clean checkout. */
    @Command(
            name = "test",
            description = {
                "Builds everything and runs all tests and checks (mvn verify). Ends in the sum of"
                        + " what Surefire reports.",
                "./candlemill test everyday leaves out whole jobs, clusters and kills (*IT).",
                "Further arguments go to Maven: ./candlemill test -pl common"
            })
    static final class Test implements Callable<Integer> {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Print this page and stop.")
        private boolean helpRequested;

        @Override
        public Integer call() {
            return onlyByScript("test");
        }
    }

    /** Runs in a JVM of its own. */
    @Command(
            name = "bench",
            description = {
                "Runs the benchmarks and prints one table of ratios.",
                "./candlemill bench --json prints it as JSON, --only a,b runs some items, --quick runs them in"
                        + " a few minutes, --api runs the API's."
            })
    static final class Bench implements Callable<Integer> {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Print this page and stop.")
        private boolean helpRequested;

        @Override
        public Integer call() {
            return onlyByScript("bench");
        }
    }

    private static int onlyByScript(String name) {
        System.err.println("candlemill: run it as ./candlemill " + name);
        return ExitCodes.USAGE;
    }
}
