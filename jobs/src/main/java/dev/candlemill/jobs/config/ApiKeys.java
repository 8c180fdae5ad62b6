package dev.candlemill.jobs.config;

import java.nio.file.Path;
import java.util.List;

/** Settings: how the server serves. Jobs have no use for them. */
final class ApiKeys {

    static final KeyGroup GROUP = new KeyGroup("How the server serves (./candlemill api)");

    static final ConfigKey<Integer> PORT =
            GROUP.add(
                    ConfigKey.of(
                                    "api.port",
                                    ValueTypes.wholeNumber(0, 65_535),
                                    "Where to listen; 0 for any that is free.")
                            .flag("--port")
                            .byDefault("8080"));
    static final ConfigKey<String> HOST =
            GROUP.add(
                    ConfigKey.of(
                                    "api.host",
                                    ValueTypes.TEXT,
                                    "On which address; 127.0.0.1 is this machine only.")
                            .flag("--host")
                            .byDefault("127.0.0.1"));
    static final ConfigKey<List<String>> PUBLIC_ORIGINS =
            GROUP.add(
                    ConfigKey.of(
                                    "api.public-origins",
                                    ValueTypes.ORIGINS,
                                    "Under which a proxy with TLS serves the page.")
                            .flag("--public-origin"));
    static final ConfigKey<Path> TOKEN_FILE =
            GROUP.add(
                    ConfigKey.of(
                                    "api.token-file",
                                    ValueTypes.PATH,
                                    "Made at the first start. Not set: .candlemill/api-tokens.")
                            .flag("--token-file"));
    static final ConfigKey<TimeBy> TIME_BY =
            GROUP.add(
                    ConfigKey.of(
                                    "api.time-by",
                                    ValueTypes.choice(TimeBy.class),
                                    "What freshness is judged by: the clock, or the newest candle, for"
                                            + " a simulated market.")
                            .flag("--time-by")
                            .byDefault("clock"));

    private ApiKeys() {}

    /** What says how late it is. */
    enum TimeBy {
        CLOCK,
        DATA
    }
}
