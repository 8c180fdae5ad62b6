package dev.candlemill.cli;

import dev.candlemill.postgres.SymbolListings;
import dev.candlemill.postgres.SymbolListings.Listing;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code symbols import}: fills {@code ticker_index}, over which the page searches. */
final class ImportCommand implements DatabaseCommand.Work {

    private final PrintWriter out;

    ImportCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .type(String.class)
                        .paramLabel("FILE")
                        .description(
                                "CSV with a header: symbol, and any of ticker, venue, name, kind,"
                                        + " currency, is_primary, is_active.")
                        .build());
        spec.usageMessage()
                .description(
                        "Lists symbols, so that they are found by ticker and name. All of a file or"
                                + " nothing of it; what is listed already is replaced. Without an"
                                + " address: in the embedded Postgres.");
    }

    @Override
    public DatabaseCommand.Task prepare(Arguments arguments) {
        Path file = Path.of(arguments.positional("a FILE", "listings.csv"));
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": expected a file that can be read");
        }
        return settings -> {
            List<Listing> listings = ListingsFile.read(file);
            new SymbolListings(settings).put(listings);
            out.println("(" + listings.size() + " symbols listed)");
            out.flush();
            return ExitCodes.OK;
        };
    }
}
