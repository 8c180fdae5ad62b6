package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListingsTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    @BeforeAll
    static void store() throws Exception {
        Rows rows = new Rows(SERVER.database);
        rows.listing("XNAS:AAPL", "Apfel Devices", "stock");
        rows.listing("XNYS:ZZ", "Windmill Apfel Works", "stock");
        rows.signal(1, "rsi(14,30,70)", "2025-07-01T13:30:00Z", "BUY", "NEW");
        rows.signal(2, "rsi(14,30,70)", "2025-07-01T14:30:00Z", "SELL", "RETRACTED");
        rows.signal(3, "sma_cross(20,50)", "2025-07-01T14:30:00Z", "BUY", "REVISED");
    }

    @Test
    void administratorsListAndTrack() throws Exception {
        String path = "/api/v1/admin/symbols/XNAS:NEWCO";
        Answer listed =
                SERVER.send(
                        "PUT", path, "{\"ticker\":\"NEWCO\",\"venue\":\"XNAS\",\"kind\":\"etf\"}");

        assertThat(listed.text("/kind")).isEqualTo("etf");
        assertThat(SERVER.send("GET", path, "").text("/is_primary")).isEqualTo("true");
        assertThat(SERVER.send("GET", path + "/timeframes", "").status()).isEqualTo(404);
        assertThat(
                        SERVER.send(
                                        "PUT",
                                        path + "/timeframes",
                                        "{\"timeframes\":[\"1d\",\"1h\",\"1h\"]}")
                                .body()
                                .at("/timeframes")
                                .toString())
                .isEqualTo("[\"1h\",\"1d\"]");
        assertThat(SERVER.send("GET", "/api/v1/admin/symbols", "").texts("/symbols", "symbol"))
                .contains("XNAS:NEWCO");
        assertThat(SERVER.send("DELETE", path + "/timeframes", "").status()).isEqualTo(204);
        assertThat(SERVER.send("DELETE", path + "/timeframes", "").status()).isEqualTo(404);
        assertThat(
                        SERVER.send("PUT", path, "{\"venue\":7,\"kind\":\"bond\",\"is_active\":1}")
                                .mistakes())
                .isEqualTo("/ticker /venue /kind /is_active");
        assertThat(
                        SERVER.send("PUT", path + "/timeframes", "{\"timeframes\":[\"1h\",\"2m\"]}")
                                .mistakes())
                .isEqualTo("/timeframes/1");
    }

    @Test
    void nothingIsListedThatASearchDoesNotFind() throws Exception {
        String path = "/api/v1/admin/symbols/XNAS:NEWCO";
        String draft = "{\"ticker\":\"%s\",\"venue\":\"%s\",\"name\":\"%s\"}";
        Answer hidden =
                SERVER.send("PUT", path, draft.formatted("NEW\u200bCO", "XN\u202eAS", "\u2066a"));
        Answer other = SERVER.send("PUT", path, draft.formatted("MSFT", "<script>", "a"));

        assertThat(hidden.status()).isEqualTo(400);
        assertThat(hidden.mistakes()).isEqualTo("/ticker /venue /name");
        assertThat(other.mistakes()).isEqualTo("/ticker /venue");
        assertThat(other.text("/errors/0/detail"))
                .isEqualTo("expected that of the symbol, NEWCO, found \"MSFT\"");
        for (String ticker : new String[] {"newco", "=cmd()", "NEW CO"}) {
            assertThat(SERVER.send("PUT", path, draft.formatted(ticker, "XNAS", "a")).mistakes())
                    .isEqualTo("/ticker");
        }
        assertThat(
                        SERVER.send(
                                        "POST",
                                        "/api/v1/trading-setups/x/pause",
                                        "{\"reason\":\"so\u200e\"}")
                                .mistakes())
                .isEqualTo("/reason");
    }

    @Test
    void whatIsSpelledAlikeComesFirstWithCandles() throws Exception {
        Rows rows = new Rows(SERVER.database);
        rows.listing("XNYS:KA", "Quindlemuhle", "stock");
        rows.listing("XNYS:KB", "Quindlemuhle", "stock");
        SERVER.database.execute(
                "INSERT INTO symbol_progress (symbol, covered_until, job_id)"
                        + " VALUES ('XNYS:KB', '2025-07-02T20:00:00Z', 'b')");

        assertThat(SERVER.get("/api/v1/symbols?q=quindelmuhle").texts("/symbols", "symbol"))
                .isEqualTo("XNYS:KB XNYS:KA");
    }

    @Test
    void aMistypedSymbolIsNotFollowed() throws Exception {
        String favorites = "/api/v1/favorites";
        Answer typo = SERVER.send("POST", favorites, "{\"symbol\":\"XNAS:AAPPL\"}");
        Answer bare = SERVER.send("POST", favorites, "{\"symbol\":\"AAPPL\"}");

        assertThat(typo.status()).isEqualTo(400);
        assertThat(typo.mistakes()).isEqualTo("/symbol");
        assertThat(typo.text("/detail"))
                .isEqualTo(
                        "expected a symbol that is listed at XNAS or has candles, found"
                                + " \"XNAS:AAPPL\"; did you mean XNAS:AAPL?");
        assertThat(bare.mistakes()).isEqualTo("/symbol");
        assertThat(bare.text("/detail")).endsWith("did you mean XNAS:AAPL?");
        assertThat(SERVER.send("POST", favorites, "{\"symbol\":\"nope\"}").status()).isEqualTo(400);
        assertThat(
                        SERVER.send(
                                        "POST",
                                        "/api/v1/trading-setups",
                                        "{\"id\":\"typo\",\"symbol\":\"NOSUCH\","
                                                + "\"timeframes\":[\"1h\"],"
                                                + "\"strategies\":[\"rsi\"]}")
                                .mistakes())
                .isEqualTo("/symbol");
        assertThat(
                        SERVER.send(
                                        "PUT",
                                        "/api/v1/admin/symbols/XNAS:AAPPL/timeframes",
                                        "{\"timeframes\":[\"1h\"]}")
                                .mistakes())
                .isEqualTo("symbol");
        Answer elsewhere = SERVER.send("POST", favorites, "{\"symbol\":\"XTKS:7203\"}");
        assertThat(elsewhere.status()).as("nothing of that venue is listed").isEqualTo(201);
        SERVER.send("DELETE", favorites + "/XTKS:7203", "");
    }

    @Test
    void anIdIsMeantWhateverItsCase() throws Exception {
        String favorites = "/api/v1/favorites";
        Answer added = SERVER.send("POST", favorites, "{\"symbol\":\"xnas:aapl\"}");

        assertThat(added.text("/symbol")).isEqualTo("XNAS:AAPL");
        assertThat(SERVER.get("/api/v1/candles?symbol=Xnas:aapl&timeframe=1h").text("/symbol"))
                .isEqualTo("XNAS:AAPL");
        assertThat(SERVER.send("DELETE", favorites + "/xnas:aapl", "").status()).isEqualTo(204);
        assertThat(SERVER.get("/api/v1/candles?symbol=xnas:other&timeframe=1h").text("/symbol"))
                .as("nobody knows it")
                .isEqualTo("xnas:other");
    }

    @Test
    void aBareTickerIsItsPrimaryListingWhereverSomethingIsRead() throws Exception {
        SERVER.send("POST", "/api/v1/favorites", "{\"symbol\":\"ZZ\"}");
        String setup =
                "{\"id\":\"bare\",\"symbol\":\"XNYS:ZZ\",\"timeframes\":[\"1h\"],"
                        + "\"strategies\":[\"rsi\"]}";
        SERVER.send("POST", "/api/v1/trading-setups", setup);
        String listed = "/api/v1/admin/symbols/zz";
        SERVER.send("PUT", listed + "/timeframes", "{\"timeframes\":[\"1h\"]}");

        assertThat(SERVER.get("/api/v1/signals?symbol=aapl").body().at("/signals")).hasSize(3);
        assertThat(SERVER.get("/api/v1/trading-setups?symbol=zz").texts("/setups", "id"))
                .isEqualTo("bare");
        assertThat(SERVER.send("GET", listed, "").text("/symbol")).isEqualTo("XNYS:ZZ");
        assertThat(SERVER.send("GET", listed + "/timeframes", "").text("/symbol"))
                .isEqualTo("XNYS:ZZ");
        assertThat(SERVER.send("DELETE", listed + "/timeframes", "").status()).isEqualTo(204);
        assertThat(SERVER.send("DELETE", "/api/v1/favorites/zz", "").status()).isEqualTo(204);
        assertThat(SERVER.send("DELETE", "/api/v1/favorites/zz", "").status()).isEqualTo(404);
        assertThat(SERVER.send("DELETE", "/api/v1/trading-setups/bare", "").status())
                .isEqualTo(204);
    }
}
