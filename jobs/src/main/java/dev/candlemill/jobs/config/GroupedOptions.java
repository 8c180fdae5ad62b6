package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/** Prints a command's options under the headings of the key table, in its order. */
final class GroupedOptions implements IHelpSectionRenderer {

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        List<OptionSpec> options = help.commandSpec().options();
        for (KeyGroup group : ConfigKeys.groups()) {
            List<OptionSpec> found =
                    group.keys().stream()
                            .flatMap(key -> key.flag().stream())
                            .flatMap(flag -> named(options, flag).stream())
                            .toList();
            text.append(section(help, group.title(), found));
        }
        Stream<String> known = ConfigKeys.all().stream().flatMap(key -> key.flag().stream());
        List<String> flags = known.toList();
        List<OptionSpec> others =
                options.stream().filter(option -> !flags.contains(option.longestName())).toList();
        return text.append(section(help, "Other", others)).toString();
    }

    private static Optional<OptionSpec> named(List<OptionSpec> options, String flag) {
        return options.stream().filter(option -> option.longestName().equals(flag)).findFirst();
    }

    private static String section(Help help, String title, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return String.format("%n%s%n%s", title, layout);
    }
}
