package dev.candlemill.jobs.config;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Settings from the command line: flags of their own, and {@code --set key=value}. */
final class FlagLayer {

    private FlagLayer() {}

    static Layer read(ParseResult parsed) {
        Layer layer = new Layer();
        for (ConfigKey<?> key : ConfigKeys.all()) {
            key.flag().ifPresent(flag -> readFlag(key, flag, parsed, layer));
        }
        texts(parsed, BackfillFlags.SET).forEach(pair -> readPair(pair, layer));
        parsed.errors().forEach(error -> layer.add(problem(error)));
        readUnmatched(parsed.unmatched(), layer);
        return layer;
    }

    /** What was written after a flag, in order. */
    static List<String> texts(ParseResult parsed, String flag) {
        OptionSpec option = parsed.matchedOption(flag);
        return option == null ? List.of() : option.originalStringValues();
    }

    private static void readFlag(ConfigKey<?> key, String flag, ParseResult parsed, Layer layer) {
        List<String> texts = texts(parsed, flag);
        if (!texts.isEmpty()) {
            boolean isPairs = key.type().shape() == ValueType.Shape.PAIRS;
            layer.put(
                    key,
                    isPairs ? key.type().texts(String.join(",", texts)) : texts,
                    "flag " + flag);
        }
    }

    private static void readPair(String pair, Layer layer) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            layer.add(ConfigProblem.wrong("--set", pair, "key=value", "flag --set"));
            return;
        }
        String name = pair.substring(0, equals);
        String text = pair.substring(equals + 1);
        if (isOpenSecret(name, text)) {
            layer.add(
                    ConfigProblem.wrong(
                            name,
                            Secret.MASK,
                            "${env:NAME} or ${file:/path}: everybody can read a process's arguments",
                            "flag --set"));
            return;
        }
        layer.putLine(name, text, "flag --set");
    }

    private static boolean isOpenSecret(String name, String text) {
        return ConfigKeys.named(name).map(ConfigKey::isSecret).orElse(false)
                && !new Secret(text).isReference();
    }

    private static ConfigProblem problem(Exception error) {
        String message = String.valueOf(error.getMessage());
        return ConfigProblem.wrong("arguments", message, "a value after the flag", "flags");
    }

    /** Unknown flags; what follows one is taken for its value and not reported again. */
    private static void readUnmatched(List<String> unmatched, Layer layer) {
        boolean afterFlag = false;
        for (String argument : unmatched) {
            boolean isFlag = argument.startsWith("-");
            if (isFlag) {
                String flag = argument.replaceFirst("=.*", "");
                layer.add(unknown(flag));
            } else if (!afterFlag) {
                layer.add(ConfigProblem.wrong("arguments", argument, "only flags", "flags"));
            }
            afterFlag = isFlag && !argument.contains("=");
        }
    }

    private static ConfigProblem unknown(String flag) {
        List<String> known = knownFlags();
        return known.contains(flag)
                ? ConfigProblem.wrong(flag, flag, "a flag of this command, not another's", "flags")
                : ConfigProblem.unknown(flag, "flags", Nearest.to(flag, known));
    }

    private static List<String> knownFlags() {
        return Stream.concat(
                        ConfigKeys.all().stream().flatMap(key -> key.flag().stream()),
                        BackfillFlags.META.stream())
                .toList();
    }
}
