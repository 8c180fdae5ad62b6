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
                        SERVER.send("PUT", path + "/timeframes", "{\"timeframes\":[\"1h\",\"1d\"]}")
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
