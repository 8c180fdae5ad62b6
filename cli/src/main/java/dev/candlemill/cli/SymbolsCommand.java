package dev.candlemill.cli;

import dev.candlemill.postgres.TrackedSymbols;
import dev.candlemill.postgres.TrackedSymbols.Followed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One subcommand of {@code symbols}: changes what is tracked, and prints what a live job follows.
 */
final class SymbolsCommand implements DatabaseCommand.Work {

    /** The command and its subcommands. */
    @Command(
            name = "symbols",
            description = {
                "Says which symbols a live job follows beside those it was started with. A running one"
                        + " hears of it: a tracked symbol is polled from where it is settled, one that"
                        + " is not tracked any more is left alone. Also lists what exists, for the search."
            },
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            subcommands = {HelpCommand.class},
            footer = {"", "Example:", "  ./candlemill symbols track XNAS:AAPL CRYPTO:BTCUSD"})
    static final class Group {}

    private enum Action {
        TRACK("track", "Follows symbols from now on.") {
            @Override
            void on(TrackedSymbols table, List<String> symbols) throws IOException {
                try {
                    table.track(symbols);
                } catch (IllegalArgumentException e) {
                    throw new UsageException(String.valueOf(e.getMessage()));
                }
            }
        },
        UNTRACK("untrack", "Tracks symbols no more; what is stored of them stays.") {
            @Override
            void on(TrackedSymbols table, List<String> symbols) throws IOException {
                table.untrack(symbols);
            }
        },
        LIST("list", "Prints what is followed, and why.") {
            @Override
            void on(TrackedSymbols table, List<String> symbols) {}
        };

        private final String word;
        private final String description;

        Action(String word, String description) {
            this.word = word;
            this.description = description;
        }

        abstract void on(TrackedSymbols table, List<String> symbols) throws IOException;
    }

    private final PrintWriter out;
    private final Action action;

    private SymbolsCommand(PrintWriter out, Action action) {
        this.out = out;
        this.action = action;
    }

    static CommandLine in(Context context) {
        CommandLine group = new CommandLine(new Group());
        for (Action action : Action.values()) {
            group.addSubcommand(
                    action.word,
                    DatabaseCommand.in(
                            context,
                            "symbols " + action.word,
                            EmbeddedServers.API_ROLE,
                            new SymbolsCommand(context.terminal().out(), action)));
        }
        group.addSubcommand(
                "import",
                DatabaseCommand.in(
                        context,
                        "symbols import",
                        EmbeddedServers.API_ROLE,
                        new ImportCommand(context.terminal().out())));
        return group;
    }

    @Override
    public void describe(CommandSpec spec) {
        if (action != Action.LIST) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .arity("1..*")
                            .type(List.class)
                            .auxiliaryTypes(String.class)
                            .paramLabel("SYMBOL")
                            .description("Canonical id: XNAS:AAPL. Several for several.")
                            .build());
        }
        spec.usageMessage()
                .description(action.description + " Without an address: in the embedded Postgres.");
    }

    @Override
    public DatabaseCommand.Task prepare(Arguments arguments) {
        List<String> symbols = new ArrayList<>();
        if (action != Action.LIST) {
            arguments
                    .parsed()
                    .matchedPositionals()
                    .forEach(named -> symbols.addAll(named.originalStringValues()));
            if (symbols.isEmpty()) {
                throw new UsageException("expected a SYMBOL like XNAS:AAPL, found none");
            }
        }
        return settings -> {
            TrackedSymbols table = new TrackedSymbols(settings);
            action.on(table, symbols);
            print(table.list());
            return ExitCodes.OK;
        };
    }

    private void print(List<Followed> followed) {
        TextTable table = new TextTable("symbol", "followed because");
        followed.forEach(symbol -> table.row(symbol.symbol(), reasons(symbol)));
        table.print(out);
        out.println("(" + followed.size() + (followed.size() == 1 ? " symbol)" : " symbols)"));
        out.flush();
    }

    private static String reasons(Followed symbol) {
        List<String> reasons = new ArrayList<>();
        if (symbol.isTracked()) {
            reasons.add("it is tracked");
        }
        if (symbol.isFavorite()) {
            reasons.add("it is a favorite");
        }
        if (symbol.activeSetups() > 0) {
            reasons.add("setups on it are active: " + symbol.activeSetups());
        }
        return String.join(", ", reasons);
    }
}
