package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MarketTimeTest {

    @RegisterExtension
    static final ServerFixture SERVER = new ServerFixture(ApiSettings::followingData);

    @Test
    void isThatOfTheNewestCandleWhereTheMarketRunsOnAClockOfItsOwn() throws Exception {
        Rows rows = new Rows(SERVER.database);
        rows.twoMornings();
        SERVER.database.execute(
                "INSERT INTO candles SELECT symbol, '5m', '2025-07-02T15:25:00Z', close_time, open,"
                        + " high, low, close, volume, content_hash, ingested_at, session_date,"
                        + " bar_count, expected_bar_count, input_count, revision,"
                        + " indicator_revision, is_complete, source, job_id, job_version"
                        + " FROM candles WHERE open_time = '2025-07-02T14:30:00Z'");

        assertThat(SERVER.get("/api/v1/stats").text("/as_of")).isEqualTo("2025-07-02T15:30:00Z");
        assertThat(SERVER.get("/udf/time").response().body()).isEqualTo("1751470200");
    }
}
