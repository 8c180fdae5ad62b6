package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import dev.candlemill.api.security.Role;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.RunLease;
import dev.candlemill.postgres.RunLease.Holder;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResourcesTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    @BeforeAll
    static void store() throws Exception {
        Rows rows = new Rows(SERVER.database);
        rows.twoMornings();
        rows.hour("XNAS:OLD", "2025-06-02T13:30:00Z", 20);
        rows.listing("XNAS:AAPL", "Apfel Devices", "stock");
        rows.listing("XNAS:AAPB", "Bees and Honey", "stock");
        rows.listing("XNYS:ZZ", "Windmill Apfel Works", "stock");
        rows.listing("XNAS:NEW", "Tomorrow", "stock");
        rows.listing("CRYPTO:BTCUSD", "Bitcoin", "crypto");
        SERVER.database.execute(
                "INSERT INTO symbol_progress (symbol, covered_until, job_id)"
                        + " VALUES ('XNAS:AAPL', '2025-07-02T20:00:00Z', 'b')");
        rows.signal(1, "rsi(14,30,70)", "2025-07-01T13:30:00Z", "BUY", "NEW");
        rows.signal(2, "rsi(14,30,70)", "2025-07-01T14:30:00Z", "SELL", "RETRACTED");
        rows.signal(3, "sma_cross(20,50)", "2025-07-01T14:30:00Z", "BUY", "REVISED");
        rows.backfill("a", Instant.parse("2025-07-01T00:00:00Z"));
        rows.backfill("b", Instant.parse("2025-07-02T00:00:00Z"));
    }

    @Test
    void searchRanksTickersBeforeNamesBeforeLikeSpellings() throws Exception {
        assertThat(symbols("/api/v1/symbols?q=aapl")).startsWith("XNAS:AAPL");
        assertThat(symbols("/api/v1/symbols?q=aap")).startsWith("XNAS:AAPL XNAS:AAPB");
        assertThat(SERVER.get("/api/v1/symbols?q=aap").texts("/symbols", "has_candles"))
                .startsWith("true false");
        assertThat(symbols("/api/v1/symbols?q=apfel")).startsWith("XNAS:AAPL XNYS:ZZ");
        assertThat(symbols("/api/v1/symbols?q=bitcion")).isEqualTo("CRYPTO:BTCUSD");
        assertThat(symbols("/api/v1/symbols?q=honey&venue=XNAS")).isEqualTo("XNAS:AAPB");
        assertThat(symbols("/api/v1/symbols?q=%25_%27%3B--")).isEmpty();
    }

    private static String symbols(String path) throws Exception {
        return SERVER.get(path).texts("/symbols", "symbol");
    }

    @Test
    void aSymbolHasItsTimeframesAndHours() throws Exception {
        Answer apple = SERVER.get("/api/v1/symbols/AAPL");

        assertThat(apple.text("/listing/name")).isEqualTo("Apfel Devices");
        assertThat(apple.body().at("/timeframes/0").toString())
                .isEqualTo(
                        "{\"timeframe\":\"1h\",\"first_open_time\":\"2025-07-01T13:30:00Z\","
                                + "\"last_open_time\":\"2025-07-02T14:30:00Z\","
                                + "\"last_close_time\":\"2025-07-02T15:30:00Z\"}");
        assertThat(apple.body().at("/calendar").toString())
                .isEqualTo(
                        "{\"venue\":\"XNAS\",\"time_zone\":\"America/New_York\",\"is_open\":true,"
                                + "\"session_open\":\"2025-07-02T13:30:00Z\","
                                + "\"session_close\":\"2025-07-02T20:00:00Z\"}");
        assertThat(SERVER.get("/api/v1/symbols/XNAS%3ANONE").status()).isEqualTo(404);
    }

    @Test
    void favouritesShowTheirLastCandleAndHowFreshItIs() throws Exception {
        assertThat(SERVER.send("POST", "/api/v1/favorites", "{\"symbol\":\"aapl\"}").status())
                .isEqualTo(201);
        assertThat(SERVER.send("POST", "/api/v1/favorites", "{\"symbol\":\"aapl\"}").status())
                .isEqualTo(200);
        SERVER.send("POST", "/api/v1/favorites", "{\"symbol\":\"XNAS:OLD\"}");
        SERVER.send("POST", "/api/v1/favorites", "{\"symbol\":\"XNAS:NEW\"}");

        Answer all = SERVER.get("/api/v1/favorites");

        assertThat(all.texts("/favorites", "symbol")).isEqualTo("XNAS:AAPL XNAS:OLD XNAS:NEW");
        assertThat(all.text("/favorites/0/last/close")).isEqualTo("17.5");
        assertThat(all.text("/favorites/0/change")).isEqualTo("1.0");
        assertThat(all.text("/favorites/0/change_percent")).isEqualTo("6.0606060606060606");
        assertThat(all.body().at("/favorites/0/sparkline")).hasSize(8);
        assertThat(all.text("/favorites/0/latest_signal/strategy")).isEqualTo("sma_cross(20,50)");
        assertThat(all.text("/favorites/0/freshness/state")).isEqualTo("live");
        assertThat(all.text("/favorites/1/freshness/state")).isEqualTo("stale");
        assertThat(all.text("/favorites/1/freshness/expected_close_time"))
                .isEqualTo("2025-07-02T15:30:00Z");
        assertThat(all.text("/favorites/2/freshness/state")).isEqualTo("empty");

        for (String symbol : new String[] {"XNAS:AAPL", "XNAS%3AOLD", "XNAS:NEW"}) {
            assertThat(SERVER.send("DELETE", "/api/v1/favorites/" + symbol, "").status())
                    .isEqualTo(204);
        }
        assertThat(SERVER.send("DELETE", "/api/v1/favorites/XNAS:NEW", "").status()).isEqualTo(404);
    }

    @Test
    void setupsAreAddedEditedPausedResumedAndRemoved() throws Exception {
        String all = "/api/v1/trading-setups";
        String draft =
                "{\"id\":\"apple\",\"symbol\":\"AAPL\",\"timeframes\":[\"1h\",\"1d\"],"
                        + "\"strategies\":[\"RSI\"],\"indicators\":[\"SMA( 10 )\"]}";
        Answer added = SERVER.send("POST", all, draft, Role.TRADER);

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.response().headers().firstValue("Location"))
                .contains("/api/v1/trading-setups/apple");
        assertThat(added.text("/symbol")).isEqualTo("XNAS:AAPL");
        assertThat(added.body().at("/indicators").toString()).isEqualTo("[\"sma(10)\"]");
        assertThat(added.texts("/charts", "url"))
                .isEqualTo("/chart/XNAS%3AAAPL/1h?setup=apple /chart/XNAS%3AAAPL/1d?setup=apple");
        assertThat(SERVER.send("POST", all, draft).status()).isEqualTo(409);

        assertThat(
                        SERVER.send("PATCH", all + "/apple", "{\"timeframes\":[\"4h\"]}")
                                .texts("/charts", "timeframe"))
                .isEqualTo("4h");
        assertThat(
                        SERVER.send("POST", all + "/apple/pause", "{\"reason\":\"tired\"}")
                                .text("/status_reason"))
                .isEqualTo("tired");
        assertThat(SERVER.get(all + "?status=paused&symbol=XNAS:AAPL").texts("/setups", "id"))
                .isEqualTo("apple");
        assertThat(SERVER.send("POST", all + "/apple/resume", "").text("/status"))
                .isEqualTo("active");
        assertThat(SERVER.send("DELETE", all + "/apple", "").status()).isEqualTo(204);
        assertThat(SERVER.get(all + "/apple").status()).isEqualTo(404);
        assertThat(SERVER.send("POST", all + "/apple/resume", "").status()).isEqualTo(404);
    }

    @Test
    void aMistakenSetupIsToldEveryMistakeWithItsPlace() throws Exception {
        Answer mistaken =
                SERVER.send(
                        "POST",
                        "/api/v1/trading-setups",
                        "{\"id\":\"No Good\",\"symbol\":\"<script>\",\"timeframes\":[],"
                                + "\"strategies\":[\"rsi\",\"rsy(14)\",\"rsi(14,90,10)\"],"
                                + "\"leverage\":100}");

        assertThat(mistaken.status()).isEqualTo(400);
        assertThat(mistaken.mistakes())
                .isEqualTo("/id /symbol /timeframes /strategies/1 /strategies/2 /leverage");
        assertThat(
                        SERVER.send(
                                        "POST",
                                        "/api/v1/trading-setups",
                                        "{\"id\":\"up\",\"symbol\":\"XNAS:AAPL\",\"timeframes\":[\"1d\"],"
                                                + "\"strategies\":[\"cci_pullback\"]}")
                                .mistakes())
                .isEqualTo("/strategies");
        assertThat(SERVER.send("POST", "/api/v1/trading-setups", "{\"id\":").mistakes()).isEmpty();
        assertThat(SERVER.send("POST", "/api/v1/trading-setups", "[]").status()).isEqualTo(400);
    }

    @Test
    void catalogueHasParametersAndUnits() throws Exception {
        Answer strategies = SERVER.get("/api/v1/strategies");
        Answer indicators = SERVER.get("/api/v1/indicators");

        assertThat(strategies.texts("/strategies", "name")).contains("rsi").contains("sma_cross");
        assertThat(indicators.text("/indicators/0/spec")).isEqualTo("sma(20)");
        assertThat(indicators.text("/indicators/0/parameters/0/unit")).isEqualTo("candles");
        assertThat(indicators.body().at("/columns")).hasSize(22);
    }

    @Test
    void calculatesByTheJobsOwnCode() throws Exception {
        Answer calculated =
                SERVER.send(
                        "POST",
                        "/api/v1/strategies/calculate",
                        "{\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\","
                                + "\"strategies\":[\"sma_cross(2,3)\"],\"from\":\"2025-07-02\"}",
                        Role.VIEWER);

        assertThat(calculated.text("/results/0/strategy")).isEqualTo("sma_cross(2,3)");
        assertThat(calculated.text("/results/0/candles")).isEqualTo("2");
        assertThat(
                        SERVER.send(
                                        "POST",
                                        "/api/v1/strategies/calculate",
                                        "{\"setup\":\"none\",\"symbol\":\"A\"}")
                                .mistakes())
                .isEqualTo("/setup");
        assertThat(
                        SERVER.send("POST", "/api/v1/strategies/calculate", "{\"setup\":\"none\"}")
                                .status())
                .isEqualTo(404);
        assertThat(SERVER.send("POST", "/api/v1/strategies/calculate", "{}").mistakes())
                .isEqualTo("/symbol /timeframe /strategies");
    }

    @Test
    void signalsComeNewestFirstInPages() throws Exception {
        Answer first = SERVER.get("/api/v1/signals?limit=2");
        Answer second = SERVER.get("/api/v1/signals?limit=2&cursor=" + first.text("/next_cursor"));

        assertThat(first.texts("/signals", "id"))
                .isEqualTo(
                        "00000000-0000-0000-0000-000000000003 00000000-0000-0000-0000-000000000002");
        assertThat(second.texts("/signals", "id"))
                .isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(second.body().get("next_cursor").isNull()).isTrue();
        assertThat(second.body().at("/signals/0/price").toString()).isEqualTo("10.5");
        assertThat(second.text("/signals/0/indicator_values/rsi_14")).isEqualTo("29.5");
    }

    @Test
    void pricesAreWrittenInFull() throws Exception {
        SERVER.database.execute("UPDATE strategy_signals SET price = 200");
        String body = SERVER.get("/api/v1/signals?limit=1").response().body();
        SERVER.database.execute("UPDATE strategy_signals SET price = 10.5");

        assertThat(body).contains("\"price\":200,");
    }

    @Test
    void signalsAreFiltered() throws Exception {
        assertThat(SERVER.get("/api/v1/signals?strategy=rsi").body().at("/signals")).hasSize(2);
        assertThat(SERVER.get("/api/v1/signals?strategy=RSI(14,%2030,70)").body().at("/signals"))
                .hasSize(2);
        assertThat(SERVER.get("/api/v1/signals?strategy=rs").body().at("/signals")).isEmpty();
        assertThat(
                        SERVER.get("/api/v1/signals?status=standing&symbol=XNAS:AAPL&timeframe=1h")
                                .texts("/signals", "signal_type"))
                .isEqualTo("BUY BUY");
        assertThat(
                        SERVER.get("/api/v1/signals?from=2025-07-01T14:00:00Z&signal_type=SELL")
                                .texts("/signals", "status"))
                .isEqualTo("RETRACTED");
        assertThat(SERVER.get("/api/v1/signals?cursor=MTIz&from=x").mistakes())
                .isEqualTo("from cursor");
        assertThat(
                        SERVER.get("/udf/marks?symbol=AAPL&resolution=60&from=0&to=2000000000")
                                .body()
                                .at("/label")
                                .toString())
                .isEqualTo("[\"B\",\"B\"]");
    }

    @Test
    void theScreenerAnswersAConditionAndFurtherColumns() throws Exception {
        Answer matches =
                SERVER.get(
                        "/api/v1/screener?condition=rsi_14%20%3E%2016&timeframe=1h"
                                + "&columns=close,sma_10");

        assertThat(matches.body().at("/columns").toString())
                .isEqualTo("[\"rsi_14\",\"close\",\"sma_10\"]");
        assertThat(matches.text("/matches/0/symbol")).isEqualTo("XNAS:AAPL");
        assertThat(matches.body().at("/matches/0/values").toString())
                .isEqualTo("{\"rsi_14\":17.0,\"close\":17.5,\"sma_10\":9.25}");
        assertThat(
                        SERVER.get(
                                        "/api/v1/screener?condition=drop%20table&timeframe=1h"
                                                + "&columns=no_such")
                                .mistakes())
                .isEqualTo("columns condition");
    }

    @Test
    void allRoutesShareTheConnectionsOfThePool() throws Exception {
        SERVER.get("/api/v1/health");
        SERVER.database.execute("ALTER ROLE candlemill_api CONNECTION LIMIT 1");
        try {
            for (String path :
                    new String[] {
                        "/screener?condition=close%3E1&timeframe=1h",
                        "/trading-setups",
                        "/admin/symbols"
                    }) {
                assertThat(SERVER.send("GET", "/api/v1" + path, "").status()).isEqualTo(200);
            }
            String work =
                    "{\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\",\"strategies\":[\"rsi\"]}";
            assertThat(SERVER.send("POST", "/api/v1/strategies/calculate", work).status())
                    .isEqualTo(200);
        } finally {
            SERVER.database.execute("ALTER ROLE candlemill_api CONNECTION LIMIT -1");
        }
    }

    @Test
    void aConditionThatNoDoubleHoldsIsTheAskersMistake() throws Exception {
        String screener = "/api/v1/screener?timeframe=1h&condition=";
        Answer overflow = SERVER.get(screener + "1e300*1e300%3E1");

        assertThat(overflow.status()).isEqualTo(400);
        assertThat(overflow.mistakes()).isEqualTo("condition");
        assertThat(overflow.text("/detail")).contains("found one beyond");
        assertThat(SERVER.get(screener + "close*1e-300*1e-300%3E0").mistakes())
                .isEqualTo("condition");
        assertThat(SERVER.get(screener + "close/(close-close)%3E0").body().at("/matches"))
                .isEmpty();
    }

    @Test
    void operationsAreTold() throws Exception {
        Answer backfills = SERVER.get("/api/v1/backfills?limit=1");
        Answer stats = SERVER.get("/api/v1/stats?limit=1");
        Answer one = SERVER.get("/api/v1/stats?symbol=XNAS:AAPL");
        Answer health = SERVER.get("/api/v1/health");

        assertThat(backfills.texts("/backfills", "id")).isEqualTo("b");
        assertThat(
                        SERVER.get("/api/v1/backfills?cursor=" + backfills.text("/next_cursor"))
                                .texts("/backfills", "id"))
                .isEqualTo("a");
        assertThat(stats.texts("/symbols", "symbol")).isEqualTo("XNAS:AAPL");
        assertThat(stats.text("/next_after")).isEqualTo("XNAS:AAPL");
        assertThat(SERVER.get("/api/v1/stats?after=XNAS:AAPL").texts("/symbols", "symbol"))
                .isEqualTo("XNAS:OLD");
        assertThat(one.text("/symbols/0/timeframes/0/lag_seconds")).isEqualTo("0.0");
        assertThat(
                        SERVER.get("/api/v1/stats?symbol=XNAS:OLD")
                                .text("/symbols/0/timeframes/0/lag_seconds"))
                .isEqualTo("2595600.0");
        assertThat(one.text("/symbols/0/timeframes/0/quality/candles")).isEqualTo("8");
        assertThat(one.text("/symbols/0/timeframes/0/quality/missing"))
                .as("as coverage tells it")
                .isEqualTo("1")
                .isEqualTo(
                        SERVER.get("/api/v1/candles?symbol=AAPL&timeframe=1h&from=2025-07-01")
                                .text("/coverage/missing"));
        assertThat(one.text("/symbols/0/timeframes/0/quality/percent_complete"))
                .as("96 bars came of 102")
                .isEqualTo("94.12");
        Answer all = SERVER.get("/api/v1/stats?timeframe=1h");
        assertThat(all.texts("/symbols", "symbol")).isEqualTo("XNAS:AAPL XNAS:OLD");
        assertThat(all.text("/symbols/0/timeframes/0/quality/candles")).isEqualTo("8");
        assertThat(
                        SERVER.get("/api/v1/stats")
                                .body()
                                .at("/symbols/0/timeframes/0/quality")
                                .isNull())
                .as("of all symbols at all timeframes")
                .isTrue();
        assertThat(health.text("/status")).isEqualTo("ok");
        assertThat(health.text("/version")).startsWith("0.").doesNotContain("$");
        assertThat(health.text("/database/schema_version"))
                .isEqualTo(Integer.toString(PostgresSchema.VERSION));
        assertThat(health.text("/kafka/state")).isEqualTo("off");
    }

    @Test
    void onlyJobsThatWriteNowAreTold() throws Exception {
        RunLease.Claim claim = new RunLease.Claim(Holder.BACKFILL, "b", "process 7");

        try (RunLease held = RunLease.take(SERVER.database.settings(), claim)) {
            Answer health = SERVER.get("/api/v1/health");
            assertThat(health.texts("/jobs", "name")).isEqualTo(held.lease().name());
            assertThat(health.texts("/jobs", "job_id")).isEqualTo("b");
        }
        assertThat(SERVER.get("/api/v1/health").body().at("/jobs")).isEmpty();
    }
}
