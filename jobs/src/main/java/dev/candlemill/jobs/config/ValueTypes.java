package dev.candlemill.jobs.config;

import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.jobs.config.ValueType.Shape;
import dev.candlemill.kafka.BarsStart;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.strategy.Strategies;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that settings have. */
final class ValueTypes {

    private static final Pattern DURATION_TEXT = Pattern.compile("(\\d{1,9}) ?(ms|s|min|m|h|d)");
    private static final Strategies STRATEGY_NAMES =
            Strategies.load(ValueTypes.class.getClassLoader());
    private static final String DOTTED = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*";
    private static final Map<String, Long> UNIT_MILLIS =
            Map.of(
                    "ms",
                    1L,
                    "s",
                    1_000L,
                    "m",
                    60_000L,
                    "min",
                    60_000L,
                    "h",
                    3_600_000L,
                    "d",
                    86_400_000L);

    static final ValueType<String> TEXT = one("text", Function.identity());
    static final ValueType<Secret> SECRET =
            new ValueType<>(
                    "${env:NAME} or ${file:/path}, or the value itself outside the command line",
                    "SECRET",
                    Shape.SECRET,
                    texts -> new Secret(texts.get(0)));
    static final ValueType<ZoneId> ZONE =
            one("a time zone such as America/New_York", text -> parseTime(text, ZoneId::of))
                    .labelled("ZONE");
    static final ValueType<Duration> DURATION =
            one("a duration such as 500ms, 10s, 15m or 1h", ValueTypes::duration)
                    .labelled("DURATION");
    static final ValueType<Optional<Duration>> INTERVAL =
            one("off, or a duration such as 500ms or 10s", ValueTypes::interval)
                    .labelled("off|DURATION");
    static final ValueType<Instant> INSTANT =
            one(
                            "a UTC date or time such as 2025-07-02 or 2025-07-02T13:30:00Z",
                            ValueTypes::instant)
                    .labelled("TIME");
    static final ValueType<BarsStart> FROM_OFFSET =
            one("committed, earliest, latest or a UTC date or time", ValueTypes::barsStart)
                    .labelled("committed|earliest|latest|TIME");
    static final ValueType<Path> PATH = one("a path", ValueTypes::absolute).labelled("PATH");
    static final ValueType<List<Path>> PATHS =
            new ValueType<>(
                    "paths of files and folders",
                    "PATH",
                    Shape.PATHS,
                    texts -> texts.stream().map(ValueTypes::absolute).toList());
    static final ValueType<String> FOLDER_URI =
            one("a folder or a URI such as s3://bucket/checkpoints", ValueTypes::folderUri)
                    .labelled("DIR");
    static final ValueType<List<String>> SYMBOLS =
            list(
                            "symbols separated by commas",
                            texts -> texts.stream().map(ValueTypes::symbol).toList())
                    .labelled("SYMBOL,...");
    static final ValueType<String> JDBC_URL =
            one(
                            "jdbc:postgresql://host:port/database, without user and password",
                            ValueTypes::jdbcUrl)
                    .labelled("URL");
    static final ValueType<String> BOOTSTRAP =
            matching(
                            "[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*",
                            "host:port, more separated by commas")
                    .labelled("HOST:PORT");
    static final ValueType<List<String>> ORIGINS =
            list(
                            "origins such as https://charts.example.org, without a path, separated by"
                                    + " commas",
                            texts -> texts.stream().map(ValueTypes::origin).toList())
                    .labelled("ORIGIN,...");
    static final ValueType<String> TOPIC_PREFIX =
            matching(DOTTED, "letters and digits, with dots or dashes between them")
                    .labelled("PREFIX");
    static final ValueType<String> JOB_ID =
            matching(DOTTED, "letters and digits, with dots or dashes between them").labelled("ID");
    static final ValueType<String> SYMBOL =
            one("a symbol: " + Symbols.EXPECTED, ValueTypes::symbol).labelled("SYMBOL");
    static final ValueType<Set<Timeframe>> TIMEFRAMES =
            list("all, or some of " + wireForms() + " separated by commas", ValueTypes::timeframes)
                    .labelled("all|1h,1d,...");
    static final ValueType<List<String>> INDICATORS =
            list(
                    "names such as sma(10), separated by commas",
                    texts -> texts.stream().map(ValueTypes::indicator).toList());
    static final ValueType<List<String>> STRATEGIES =
            list(
                    "names such as sma_cross(20,50), separated by commas",
                    texts -> texts.stream().map(ValueTypes::strategy).toList());
    static final ValueType<Map<String, String>> COLUMNS =
            pairs("pairs such as time=Date,volume=Vol", "OURS=THEIRS,...");
    static final ValueType<Map<String, String>> PROPERTIES =
            new ValueType<>(
                    "pairs such as security.protocol=SSL",
                    "KEY=VALUE,...",
                    Shape.PAIRS,
                    ValueTypes::kafkaProperties);
    static final ValueType<Double> SHARE = one("a share between 0 and 1", ValueTypes::share);
    static final ValueType<Double> SPEED =
            one("a number above 0, at most 100000", ValueTypes::speed).labelled("N");
    static final ValueType<Optional<BarSize>> BAR =
            one("one of auto, 1m, 5m", ValueTypes::barSize).labelled("auto|1m|5m");
    static final ValueType<Boolean> BOOLEAN =
            one("true or false", ValueTypes::bool).labelled("true|false");
    static final ValueType<Long> LONG = one("a whole number", Long::parseLong).labelled("N");

    private ValueTypes() {}

    static ValueType<Integer> wholeNumber(int min, int max) {
        return one("a whole number from " + min + " to " + max, text -> between(min, max, text))
                .labelled("N");
    }

    private static String origin(String text) {
        if (!text.matches("https?://[^/?#@\\s]+")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.parseBoolean(text);
    }

    private static double speed(String text) {
        double speed = Double.parseDouble(text);
        if (!(speed > 0 && speed <= 100_000)) {
            throw new IllegalArgumentException(text);
        }
        return speed;
    }

    /** An enum's constants, written in lower case with dashes. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        return one("one of " + words(type), text -> constant(type, text))
                .labelled(words(type).replace(", ", "|"));
    }

    static <E extends Enum<E>> ValueType<Set<E>> choices(Class<E> type) {
        return list(
                        "some of " + words(type) + " separated by commas",
                        texts -> {
                            Set<E> chosen = EnumSet.noneOf(type);
                            texts.forEach(text -> chosen.add(constant(type, text)));
                            return chosen;
                        })
                .labelled(words(type).replace(", ", "|") + ",...");
    }

    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> ValueType<T> one(String expected, Function<String, T> parser) {
        return new ValueType<>(
                expected, "VALUE", Shape.ONE, texts -> parser.apply(texts.get(0).strip()));
    }

    private static ValueType<String> matching(String pattern, String expected) {
        return one(
                expected,
                text -> {
                    if (!text.matches(pattern)) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                });
    }

    private static String indicator(String text) {
        return Indicators.of(text).spec().toString();
    }

    private static String strategy(String text) {
        return STRATEGY_NAMES.of(text).spec().toString();
    }

    private static <T> ValueType<T> list(String expected, ValueType.Parser<T> parser) {
        return new ValueType<>(expected, "VALUE,...", Shape.LIST, parser);
    }

    private static ValueType<Map<String, String>> pairs(String expected, String label) {
        return new ValueType<>(expected, label, Shape.PAIRS, ValueTypes::pairs);
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(ValueTypes::wordOf)
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> wordOf(constant).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static int between(int min, int max, String text) {
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static double share(String text) {
        double share = Double.parseDouble(text);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(text);
        }
        return share;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION_TEXT.matcher(text);
        if (matcher.matches()) {
            long unit = UNIT_MILLIS.getOrDefault(matcher.group(2), 1L);
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
        }
        Duration parsed = parseTime(text, Duration::parse);
        if (parsed.isNegative()) {
            throw new IllegalArgumentException(text);
        }
        return parsed;
    }

    private static Optional<Duration> interval(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        Duration interval = duration(text);
        if (interval.isZero()) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(interval);
    }

    private static BarsStart barsStart(String text) {
        return switch (text) {
            case "committed" -> new BarsStart.Committed(Long.MAX_VALUE, 0);
            case "earliest" -> new BarsStart.Earliest();
            case "latest" -> new BarsStart.Latest();
            default -> new BarsStart.At(instant(text).toEpochMilli());
        };
    }

    private static Instant instant(String text) {
        return text.contains("T")
                ? parseTime(text, Instant::parse)
                : parseTime(text, LocalDate::parse).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * {@code java.time} does not throw {@link IllegalArgumentException}; its parse errors are ours.
     */
    private static <T> T parseTime(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Optional<BarSize> barSize(String text) {
        return switch (text) {
            case "auto" -> Optional.empty();
            case "1m" -> Optional.of(BarSize.M1);
            case "5m" -> Optional.of(BarSize.M5);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Path absolute(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static String folderUri(String text) {
        return text.matches("[a-z][a-z0-9+.-]+:.*")
                ? URI.create(text).toString()
                : absolute(text).toUri().toString();
    }

    private static String symbol(String text) {
        if (!Symbols.isLegal(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Set<Timeframe> timeframes(List<String> texts) {
        Set<Timeframe> chosen = EnumSet.noneOf(Timeframe.class);
        for (String text : texts) {
            if (text.equals("all")) {
                chosen.addAll(Timeframe.all());
            } else {
                chosen.add(Timeframe.parse(text));
            }
        }
        return chosen;
    }

    private static String wireForms() {
        return Timeframe.all().stream().map(Timeframe::wire).collect(Collectors.joining(" "));
    }

    private static String jdbcUrl(String text) {
        try {
            return PostgresSettings.of(text, "", Password.none()).url();
        } catch (IllegalArgumentException e) {
            throw new NotAllowedException(e);
        }
    }

    private static Map<String, String> kafkaProperties(List<String> texts) {
        Map<String, String> properties = pairs(texts);
        try {
            KafkaSettings.checkClientProperties(properties);
            return properties;
        } catch (IllegalArgumentException e) {
            throw new NotAllowedException(e);
        }
    }

    private static Map<String, String> pairs(List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new IllegalArgumentException(text);
            }
            pairs.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
        return pairs;
    }
}
