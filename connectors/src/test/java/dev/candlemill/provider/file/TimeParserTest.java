package dev.candlemill.provider.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/New_York",
                "Europe/London",
                "Asia/Tokyo",
                "Australia/Lord_Howe"
            })
    void agreesWithTheJdkOnLocalTimes(String name) {
        ZoneId zone = ZoneId.of(name);
        TimeParser parser = new TimeParser(zone);
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            LocalDateTime local =
                    LocalDateTime.ofEpochSecond(
                            random.nextLong(-3_000_000_000L, 5_000_000_000L), 0, ZoneOffset.UTC);
            long parsed = parse(parser, LOCAL.format(local));
            if (zone.getRules().getValidOffsets(local).size() == 1) {
                assertThat(parser.problem()).isNull();
                assertThat(Instant.ofEpochMilli(parsed)).isEqualTo(local.atZone(zone).toInstant());
            } else {
                assertThat(parser.problem()).contains(name);
            }
        }
    }

    private static long parse(TimeParser parser, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return parser.parse(bytes, 0, bytes.length);
    }
}
