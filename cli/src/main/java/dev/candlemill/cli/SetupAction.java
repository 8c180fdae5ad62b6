package dev.candlemill.cli;

import dev.candlemill.cli.SetupArguments.Option;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.StoredSetup;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.postgres.TradingSetups.Change;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What can be done with setups. */
enum SetupAction {
    ADD(
            "Adds an active setup.",
            Option.SYMBOL,
            Option.TIMEFRAMES,
            Option.STRATEGY,
            Option.INDICATOR) {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) throws IOException {
            setups.add(
                    new SetupDraft(
                            arguments.id(),
                            setups.symbolNamed(arguments.text(Option.SYMBOL)),
                            arguments.list(Option.TIMEFRAMES).orElse(List.of()),
                            arguments.list(Option.INDICATOR).orElse(List.of()),
                            arguments.list(Option.STRATEGY).orElse(List.of())));
        }
    },
    LIST("Prints all setups.") {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) {}
    },
    EDIT(
            "Changes what is named of a setup and keeps the rest.",
            Option.TIMEFRAMES,
            Option.STRATEGY,
            Option.INDICATOR) {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) throws IOException {
            setups.edit(
                    arguments.id(),
                    new Change(
                            arguments.list(Option.TIMEFRAMES),
                            arguments.list(Option.INDICATOR),
                            arguments.list(Option.STRATEGY)));
        }
    },
    PAUSE("Leaves a setup out of the runs to come, and of a live job at once.", Option.REASON) {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) throws IOException {
            setups.pause(arguments.id(), arguments.text(Option.REASON));
        }
    },
    RESUME("Computes a setup again that was paused or stopped.") {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) throws IOException {
            setups.resume(arguments.id());
        }
    },
    REMOVE("Forgets a setup. Its signals stay, and no other setup gets its id.") {
        @Override
        void change(TradingSetups setups, SetupArguments arguments) throws IOException {
            setups.remove(arguments.id());
        }
    };

    private final String description;
    private final List<Option> options;

    SetupAction(String description, Option... options) {
        this.description = description;
        this.options = List.of(options);
    }

    abstract void change(TradingSetups setups, SetupArguments arguments) throws IOException;

    /** Does it and prints the setup as it is now; after a removal nothing, of a list all. */
    void run(TradingSetups setups, SetupArguments arguments, SetupListing listing)
            throws IOException {
        change(setups, arguments);
        List<StoredSetup> shown =
                setups.list().stream()
                        .filter(stored -> !takesId() || stored.setup().id().equals(arguments.id()))
                        .toList();
        listing.print(shown, arguments.wantsJson());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    List<Option> options() {
        return options;
    }

    boolean takesId() {
        return this != LIST;
    }
}
