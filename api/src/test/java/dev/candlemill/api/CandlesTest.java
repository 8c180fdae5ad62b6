package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.ServerFixture.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CandlesTest {

    @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

    private static final String AAPL = "/api/v1/candles?symbol=XNAS:AAPL&timeframe=1h";

    @BeforeAll
    static void store() throws Exception {
        Rows rows = new Rows(SERVER.database);
        rows.twoMornings();
        rows.hour("FX:EUR/USD", "2025-07-02T13:00:00Z", 20);
        rows.hour("LOCAL", "2025-07-02T13:00:00Z", 20);
        rows.listing("XNAS:AAPL", "Apple", "stock");
    }

    @Test
    void givesTheNewestFirstPageAscending() throws Exception {
        Answer newest = SERVER.get(AAPL + "&limit=3&indicators=rsi_14,sma_10");

        assertThat(newest.texts("/candles", "open_time"))
                .isEqualTo("2025-07-01T19:30:00Z 2025-07-02T13:30:00Z 2025-07-02T14:30:00Z");
        assertThat(newest.body().at("/candles/2").toString())
                .isEqualTo(
                        "{\"open_time\":\"2025-07-02T14:30:00Z\","
                                + "\"close_time\":\"2025-07-02T15:30:00Z\","
                                + "\"session_date\":\"2025-07-02\",\"open\":17.0,\"high\":18.0,"
                                + "\"low\":16.0,\"close\":17.5,\"volume\":1000.0,\"bar_count\":12,"
                                + "\"expected_bar_count\":12,\"revision\":1,"
                                + "\"indicator_revision\":1,\"is_complete\":true,"
                                + "\"is_final\":true,\"source\":\"file\","
                                + "\"indicators\":{\"rsi_14\":17.0,\"sma_10\":9.25}}");
        assertThat(newest.text("/next/before")).isEqualTo("2025-07-01T19:30:00Z");
    }

    @Test
    void pagesBackwardWithoutDuplicateOrHole() throws Exception {
        StringBuilder seen = new StringBuilder();
        Answer page = SERVER.get(AAPL + "&limit=3");
        while (true) {
            seen.insert(0, page.texts("/candles", "open") + " ");
            if (page.body().get("next").isNull()) {
                break;
            }
            page = SERVER.get(AAPL + "&limit=3&before=" + page.text("/next/before"));
        }

        assertThat(seen.toString().trim()).isEqualTo("10.0 11.0 12.0 13.0 14.0 15.0 16.0 17.0");
    }

    @Test
    void anAnswerIsGivenAgainOnlyWhileNoRowOfItChanges() throws Exception {
        String hours = "/api/v1/candles?symbol=CHANGING&timeframe=1h&limit=2";
        Rows rows = new Rows(SERVER.database);
        rows.hour("CHANGING", "2025-07-01T13:00:00Z", 20);
        rows.hour("CHANGING", "2025-07-01T14:00:00Z", 21);
        assertThat(SERVER.get(hours).texts("/candles", "open")).isEqualTo("20.0 21.0");
        assertThat(SERVER.get(hours).texts("/candles", "open")).isEqualTo("20.0 21.0");

        SERVER.database.execute(
                "UPDATE candles SET open = 20.5 WHERE symbol = 'CHANGING' AND open = 20");
        assertThat(SERVER.get(hours).texts("/candles", "open")).isEqualTo("20.5 21.0");

        rows.hour("CHANGING", "2025-07-01T15:00:00Z", 22);
        assertThat(SERVER.get(hours).texts("/candles", "open")).isEqualTo("21.0 22.0");
        assertThat(SERVER.get(hours).text("/next/before")).isEqualTo("2025-07-01T14:00:00Z");

        SERVER.database.execute(
                "DELETE FROM candles WHERE symbol = 'CHANGING' AND open IN (20.5, 22)");
        Answer last = SERVER.get(hours);
        assertThat(last.texts("/candles", "open")).isEqualTo("21.0");
        assertThat(last.body().get("next").isNull()).isTrue();
        SERVER.database.execute("DELETE FROM candles WHERE symbol = 'CHANGING'");
        assertThat(SERVER.get(hours).texts("/candles", "open")).isEmpty();
    }

    @Test
    void pagesForwardByTheLink() throws Exception {
        Answer first = SERVER.get(AAPL + "&from=2025-07-01&to=2025-07-02&limit=4");
        String link = first.response().headers().firstValue("Link").orElse("");
        Answer second = SERVER.get(link.substring(1, link.indexOf('>')));

        assertThat(link).endsWith("; rel=\"next\"");
        assertThat(first.texts("/candles", "open")).isEqualTo("10.0 11.0 12.0 13.0");
        assertThat(second.texts("/candles", "open")).isEqualTo("14.0 15.0");
        assertThat(second.body().get("next").isNull()).isTrue();
    }

    @Test
    void columnsHaveSecondsAndNulls() throws Exception {
        Answer columns = SERVER.get(AAPL + "&shape=columns&indicators=rsi_14&to=2025-07-01T17:00Z");

        assertThat(columns.body().at("/columns/open_time").toString())
                .isEqualTo("[1751376600,1751380200,1751387400]");
        assertThat(columns.body().at("/columns/close").toString()).isEqualTo("[10.5,11.5,12.5]");
        assertThat(columns.body().at("/columns/indicators/rsi_14").toString())
                .isEqualTo("[null,null,12.0]");
    }

    @Test
    void tellsWhatIsMissingFromWhatIsClosed() throws Exception {
        Answer gaps = SERVER.get(AAPL + "&from=2025-07-01&to=2025-07-03");

        assertThat(gaps.body().get("coverage").toString())
                .isEqualTo(
                        "{\"from\":\"2025-07-01T00:00:00Z\",\"to\":\"2025-07-02T15:57:00Z\","
                                + "\"calendar\":\"XNAS\",\"stored\":8,\"incomplete\":0,\"missing\":1,"
                                + "\"ranges\":[{\"state\":\"missing\","
                                + "\"from\":\"2025-07-01T15:30:00Z\","
                                + "\"to\":\"2025-07-01T16:30:00Z\",\"candles\":1}]}");
    }

    @Test
    void fullCoverageHasTheNightToo() throws Exception {
        Answer full = SERVER.get(AAPL + "&from=2025-07-01&to=2025-07-03&coverage=full");

        assertThat(full.texts("/coverage/ranges", "state"))
                .isEqualTo("closed stored missing stored closed stored");
        assertThat(full.texts("/coverage/ranges", "candles")).isEqualTo("0 2 1 4 0 2");
        assertThat(full.text("/coverage/ranges/4/from")).isEqualTo("2025-07-01T20:00:00Z");
        assertThat(full.text("/coverage/ranges/4/to")).isEqualTo("2025-07-02T13:30:00Z");
    }

    @Test
    void fullCoverageReachesFromEdgeToEdge() throws Exception {
        Answer saturday = SERVER.get(AAPL + "&from=2025-06-28&to=2025-06-29&coverage=full");
        Answer afternoon =
                SERVER.get(
                        AAPL + "&from=2025-07-01T19:00:00Z&to=2025-07-01T22:00:00Z&coverage=full");

        assertThat(saturday.body().at("/coverage/ranges").toString())
                .isEqualTo(
                        "[{\"state\":\"closed\",\"from\":\"2025-06-28T00:00:00Z\","
                                + "\"to\":\"2025-06-29T00:00:00Z\",\"candles\":0}]");
        assertThat(afternoon.texts("/coverage/ranges", "state"))
                .as("the bucket of 18:30 runs at 19:00")
                .isEqualTo("stored closed");
        assertThat(afternoon.texts("/coverage/ranges", "from"))
                .isEqualTo("2025-07-01T19:30:00Z 2025-07-01T20:00:00Z");
        assertThat(afternoon.texts("/coverage/ranges", "to"))
                .isEqualTo("2025-07-01T20:00:00Z 2025-07-01T22:00:00Z");
    }

    @Test
    void aPageOfTheNewestDoesNotCallOlderOnesMissing() throws Exception {
        Answer newest = SERVER.get(AAPL + "&limit=2");

        assertThat(newest.text("/coverage/from")).isEqualTo("2025-07-02T13:30:00Z");
        assertThat(newest.text("/coverage/missing")).isEqualTo("0");
    }

    @Test
    void nothingIsMissingWithoutACalendar() throws Exception {
        Answer local = SERVER.get("/api/v1/candles?symbol=LOCAL&timeframe=1h");

        assertThat(local.body().at("/coverage/calendar").isNull()).isTrue();
        assertThat(local.text("/coverage/stored")).isEqualTo("1");
    }

    @Test
    void unknownSymbolsAreAnEmptyPage() throws Exception {
        Answer none = SERVER.get("/api/v1/candles?symbol=XNAS:NONE&timeframe=1d");

        assertThat(none.status()).isEqualTo(200);
        assertThat(none.body().get("candles")).isEmpty();
        assertThat(none.body().get("coverage").isNull()).isTrue();
    }

    @Test
    void aBareTickerIsItsPrimaryListing() throws Exception {
        assertThat(SERVER.get("/api/v1/candles?symbol=aapl&timeframe=1h").text("/symbol"))
                .isEqualTo("XNAS:AAPL");
    }

    @Test
    void historicalIsTheSameUnderOtherNames() throws Exception {
        Answer historical =
                SERVER.get(
                        "/api/v1/historical/XNAS%3AAAPL?timeframe=1h&start=2025-07-01T18:00:00Z"
                                + "&end=2025-07-02");
        Answer slashed = SERVER.get("/api/v1/historical/FX%3AEUR%2FUSD?timeframe=1h");

        assertThat(historical.texts("/candles", "open")).isEqualTo("14.0 15.0");
        assertThat(slashed.texts("/candles", "open")).isEqualTo("20.0");
    }

    @Test
    void historicalGoesOnByItsOwnNames() throws Exception {
        String aapl = "/api/v1/historical/XNAS%3AAAPL?timeframe=1h&limit=2";
        Answer newest = SERVER.get(aapl);
        Answer before = SERVER.get(aapl + "&end=2025-07-02T13:30:00Z");
        Answer since = SERVER.get(aapl + "&start=2025-07-01&end=2025-07-02");

        assertThat(newest.texts("/candles", "open")).isEqualTo("16.0 17.0");
        assertThat(newest.body().at("/next").toString())
                .isEqualTo("{\"end\":\"2025-07-02T13:30:00Z\"}");
        assertThat(before.texts("/candles", "open")).isEqualTo("14.0 15.0");
        assertThat(since.texts("/candles", "open")).isEqualTo("10.0 11.0");
        assertThat(since.body().at("/next").toString())
                .isEqualTo("{\"start\":\"2025-07-01T14:30:01Z\"}");
        assertThat(SERVER.get(linked(before)).texts("/candles", "open")).isEqualTo("12.0 13.0");
        assertThat(SERVER.get(linked(since)).texts("/candles", "open")).isEqualTo("12.0 13.0");
    }

    private static String linked(Answer answer) {
        String link = answer.response().headers().firstValue("Link").orElse("");
        assertThat(link).endsWith(">; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    @Test
    void whoHasItAlreadyGetsNothing() throws Exception {
        Answer first = SERVER.get(AAPL + "&limit=2");
        String tag = first.response().headers().firstValue("ETag").orElse("");
        var again = SERVER.request("GET", AAPL + "&limit=2").header("If-None-Match", tag).build();

        assertThat(tag).startsWith("W/\"");
        assertThat(SERVER.send(again).status()).isEqualTo(304);

        SERVER.database.execute(
                "UPDATE candles SET revision = 2 WHERE open_time = '2025-07-02T14:30:00Z'"
                        + " AND symbol = 'XNAS:AAPL'");
        assertThat(SERVER.send(again).status()).isEqualTo(200);
        SERVER.database.execute(
                "UPDATE candles SET revision = 1 WHERE open_time = '2025-07-02T14:30:00Z'"
                        + " AND symbol = 'XNAS:AAPL'");
    }

    @Test
    void whoTakesGzipGetsTheSameDocumentSmaller() throws Exception {
        Answer plain = SERVER.get(AAPL);
        HttpResponse<byte[]> packed =
                HttpClient.newHttpClient()
                        .send(
                                SERVER.request("GET", AAPL)
                                        .header("Accept-Encoding", "gzip")
                                        .build(),
                                BodyHandlers.ofByteArray());

        assertThat(plain.response().headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(packed.headers().allValues("ETag"))
                .isEqualTo(plain.response().headers().allValues("ETag"));
        assertThat(packed.body().length).isLessThan(plain.response().body().length() / 2);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.response().body());
        }
    }

    @Test
    void namesEveryMistakeAtOnce() throws Exception {
        Answer mistaken =
                SERVER.get(
                        "/api/v1/candles?symbol=..%2Fetc&timeframe=7m&from=2025-02-02&to=2025-02-01"
                                + "&before=soon&limit=-1&indicators=rsi;drop&shape=cube&offset=3"
                                + "&limit=2");

        assertThat(mistaken.status()).isEqualTo(400);
        assertThat(mistaken.mistakes())
                .isEqualTo("symbol timeframe from before limit limit indicators shape offset");
        assertThat(SERVER.get("/api/v1/candles").mistakes()).isEqualTo("symbol timeframe");
        assertThat(SERVER.get(AAPL + "&from=2025-01-01&before=2025-01-02").mistakes())
                .isEqualTo("before");
    }

    @Test
    void exportsWhatAChartShows() throws Exception {
        Answer csv =
                SERVER.get(
                        "/api/v1/export?symbol=XNAS:AAPL&timeframe=1h&indicators=rsi_14"
                                + "&from=2025-07-01T14:00Z&to=2025-07-01T17:00Z");

        assertThat(csv.response().body())
                .isEqualTo(
                        "symbol,timeframe,open_time,close_time,open,high,low,close,volume,"
                                + "is_complete,revision,rsi_14\r\n"
                                + "XNAS:AAPL,1h,2025-07-01T14:30:00Z,2025-07-01T15:30:00Z,"
                                + "11.0,12.0,10.0,11.5,1000.0,true,1,\r\n"
                                + "XNAS:AAPL,1h,2025-07-01T16:30:00Z,2025-07-01T17:30:00Z,"
                                + "12.0,13.0,11.0,12.5,1000.0,true,1,12.0\r\n");
        assertThat(csv.response().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"XNAS_AAPL_1h.csv\"");
    }

    @Test
    void udfClientsGetTheSameBars() throws Exception {
        String history = "/udf/history?symbol=XNAS:AAPL&resolution=60&to=1751474000";

        assertThat(SERVER.get(history + "&countback=2").body().toString())
                .isEqualTo(
                        "{\"s\":\"ok\",\"t\":[1751463000,1751466600],\"o\":[16.0,17.0],"
                                + "\"h\":[17.0,18.0],\"l\":[15.0,16.0],\"c\":[16.5,17.5],"
                                + "\"v\":[1000.0,1000.0]}");
        assertThat(SERVER.get(history + "&from=1751470000").body().toString())
                .isEqualTo("{\"s\":\"no_data\",\"nextTime\":1751466600}");
        assertThat(SERVER.get("/udf/symbols?symbol=AAPL").text("/timezone"))
                .isEqualTo("America/New_York");
        assertThat(SERVER.get("/udf/symbols?symbol=AAPL").text("/session")).isEqualTo("0930-1600");
        assertThat(SERVER.get("/udf/symbols?symbol=AAPL").text("/pricescale")).isEqualTo("100");
        SERVER.database.execute("UPDATE candles SET close = 20.08345 WHERE symbol = 'FX:EUR/USD'");
        assertThat(SERVER.get("/udf/symbols?symbol=FX:EUR%2FUSD").text("/pricescale"))
                .isEqualTo("100000");
        assertThat(SERVER.get("/udf/symbols?symbol=FX:EUR%2FUSD").text("/session"))
                .isEqualTo("1700-1700");
        assertThat(SERVER.get("/udf/search?query=app&type=&exchange=").text("/0/ticker"))
                .isEqualTo("XNAS:AAPL");
        assertThat(SERVER.get("/udf/time").response().body()).isEqualTo("1751472000");
        assertThat(SERVER.get("/udf/history?symbol=A&resolution=7&to=1").status()).isEqualTo(400);
    }

    @Test
    void udfRangesRunForwardThroughAllOfTime() throws Exception {
        String history = "/udf/history?symbol=XNAS:AAPL&resolution=60";
        String marks = "/udf/marks?symbol=XNAS:AAPL&resolution=60";

        assertThat(SERVER.get(history + "&from=1751474000&to=1751470000").mistakes())
                .isEqualTo("from");
        assertThat(SERVER.get(marks + "&from=1751470000&to=1751470000").mistakes())
                .isEqualTo("from");
        assertThat(SERVER.get(history + "&from=-9000000000&to=4102444800").body().at("/t"))
                .hasSize(8);
        assertThat(SERVER.get(marks + "&from=-9000000000&to=4102444800").status()).isEqualTo(200);
        assertThat(SERVER.get(history + "&from=0&to=99999999999").mistakes()).isEqualTo("to");
        assertThat(SERVER.get("/udf/config?x=1").mistakes()).isEqualTo("x");
        assertThat(SERVER.get("/udf/time?x=1").mistakes()).isEqualTo("x");
    }
}
