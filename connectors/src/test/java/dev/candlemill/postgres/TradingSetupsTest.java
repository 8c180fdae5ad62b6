package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.SetupDraft.Rules;
import dev.candlemill.postgres.TradingSetups.Change;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.setup.TradingSetup.Status;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

final class TradingSetupsTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Change NOTHING =
            new Change(Optional.empty(), Optional.empty(), Optional.empty());

    private final TradingSetups setups = setups("candlemill_api");

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE trading_setups, strategy_signals");
    }

    @Test
    void storesASetupInCanonicalForm() throws Exception {
        TradingSetup added =
                setups.add(
                        new SetupDraft(
                                "aapl-hourly",
                                "XNAS:AAPL",
                                List.of("1D", "60m", "1h"),
                                List.of(" SMA( 10 )"),
                                List.of("rsi(14,30,70,trigger=exit)", "sma_cross(20, 50)")));

        assertThat(added)
                .isEqualTo(
                        new TradingSetup(
                                "aapl-hourly",
                                "XNAS:AAPL",
                                List.of(Timeframe.H1, Timeframe.D1),
                                List.of("sma(10)"),
                                List.of("rsi(14,30,70,trigger=exit)", "sma_cross(20,50)"),
                                Status.ACTIVE));
        assertThat(setups.list()).extracting(StoredSetup::setup).containsExactly(added);
        assertThat(
                        POSTGRES.query(
                                "SELECT id, timeframes, indicators, strategies FROM active_trading_setups"))
                .containsExactly(
                        "aapl-hourly|{1h,1d}|{sma(10)}|"
                                + "{\"rsi(14,30,70,trigger=exit)\",\"sma_cross(20,50)\"}");
    }

    @Test
    void namesEveryMistake() {
        assertThatThrownBy(
                        () ->
                                setups.add(
                                        new SetupDraft(
                                                "My Setup",
                                                "a'; DROP TABLE",
                                                List.of("7m"),
                                                List.of("sma(("),
                                                List.of("rsi(a b)"))))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        e ->
                                assertThat(e.problems())
                                        .satisfiesExactly(
                                                id -> assertThat(id).startsWith("id 'My Setup'"),
                                                symbol ->
                                                        assertThat(symbol)
                                                                .startsWith(
                                                                        "symbol 'a'; DROP TABLE': expected"),
                                                timeframe ->
                                                        assertThat(timeframe)
                                                                .startsWith(
                                                                        "unknown timeframe \"7m\""),
                                                indicator ->
                                                        assertThat(indicator).contains("'sma(('"),
                                                strategy ->
                                                        assertThat(strategy).contains("'a b'")));
        assertThatThrownBy(() -> setups.add(draft("empty", List.of())))
                .isInstanceOf(SetupException.class)
                .hasMessage("expected a strategy or an indicator, found none");
    }

    @Test
    void asksTheRulesWhatExists() {
        Rules none =
                new Rules() {
                    @Override
                    public String indicator(String text) {
                        throw new IllegalArgumentException("no indicator " + text);
                    }

                    @Override
                    public String strategy(String text) {
                        return "macd_cross(12,26,9)";
                    }
                };
        TradingSetup checked = draft("a", List.of("macd_cross")).checked(none);

        assertThat(checked.strategies()).containsExactly("macd_cross(12,26,9)");
        assertThatThrownBy(
                        () ->
                                new SetupDraft("a", "A", List.of("1h"), List.of("x"), List.of())
                                        .checked(none))
                .hasMessage("no indicator x");
    }

    @Test
    void aStrategyMustBeAbleToRunOnTheTimeframesOfItsSetup() {
        List<String> strategies = List.of("cci_pullback");
        SetupDraft draft =
                new SetupDraft("a", "A", List.of("1h", "1d", "1w"), List.of(), strategies);
        assertThatThrownBy(() -> draft.checked(new KnownNames()))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        e ->
                                assertThat(e.problems())
                                        .satisfiesExactly(
                                                day ->
                                                        assertThat(day)
                                                                .startsWith("cci_pullback(")
                                                                .endsWith("expected one above 1d"),
                                                week ->
                                                        assertThat(week)
                                                                .endsWith(
                                                                        "expected one above 1w")));
        assertThat(
                        new SetupDraft("a", "A", List.of("1h"), List.of(), strategies)
                                .checked(new KnownNames())
                                .timeframes())
                .containsExactly(Timeframe.H1);
    }

    @Test
    void aBareTickerIsItsPrimaryListing() throws Exception {
        POSTGRES.execute(
                "INSERT INTO ticker_index (symbol, ticker, venue, name, kind, currency, is_primary)"
                        + " VALUES ('XNYS:ZZTOP', 'ZZTOP', 'XNYS', 'Beards', 'stock', 'USD', true),"
                        + " ('XLON:ZZTOP', 'ZZTOP', 'XLON', 'Beards', 'stock', 'GBP', false)");

        assertThat(setups.symbolNamed("zztop")).isEqualTo("XNYS:ZZTOP");
        assertThat(setups.symbolNamed("XLON:ZZTOP")).isEqualTo("XLON:ZZTOP");
        assertThat(setups.symbolNamed("NOBODY")).isEqualTo("NOBODY");
    }

    @Test
    void runsComputeOnlyActiveSetups() throws Exception {
        setups.add(draft("b", List.of("rsi")));
        setups.add(draft("a", List.of("rsi")));
        setups.add(draft("c", List.of("rsi")));
        setups.pause("b", "earnings week");
        setups("candlemill_job").stop("c", "rsi threw IllegalStateException");

        assertThat(setups("candlemill_job").active())
                .extracting(TradingSetup::id)
                .containsExactly("a");
        assertThat(setups.list())
                .extracting(StoredSetup::reason)
                .containsExactly("", "earnings week", "rsi threw IllegalStateException");

        setups.resume("b");
        assertThat(setups.active()).extracting(TradingSetup::id).containsExactly("a", "b");
        assertThat(setups.list()).extracting(StoredSetup::reason).contains("", "");
    }

    @Test
    void aStoppedSetupRunsAgainOnlyWhenItIsResumed() throws Exception {
        setups.add(draft("a", List.of("rsi")));
        setups.stop("a", "broken");

        assertThatThrownBy(() -> setups.pause("a", ""))
                .isInstanceOf(SetupException.class)
                .hasMessage(
                        "cannot pause setup 'a': it was stopped; resume it, or add another one");
        assertThatThrownBy(() -> setups.edit("a", NOTHING)).isInstanceOf(SetupException.class);
        assertThat(setups.active()).isEmpty();

        setups.resume("a");
        assertThat(setups.active()).extracting(TradingSetup::id).containsExactly("a");
    }

    @Test
    void editsWhatIsNamedAndKeepsTheRest() throws Exception {
        setups.add(draft("a", List.of("rsi")));
        setups.pause("a", "");

        TradingSetup edited =
                setups.edit(
                        "a",
                        new Change(
                                Optional.of(List.of("4h")),
                                Optional.empty(),
                                Optional.of(List.of("rsi(9)", "macd_cross"))));

        assertThat(edited)
                .isEqualTo(
                        new TradingSetup(
                                "a",
                                "XNAS:AAPL",
                                List.of(Timeframe.H4),
                                List.of(),
                                List.of("rsi(9)", "macd_cross"),
                                Status.PAUSED));
        StoredSetup stored = setups.list().get(0);
        assertThat(stored.setup()).isEqualTo(edited);
        assertThat(stored.updatedAt()).isAfter(stored.createdAt());
        setups.edit("a", NOTHING);
        assertThat(setups.list()).containsExactly(stored);
    }

    @Test
    void refusesUnknownAndTakenIds() throws Exception {
        assertThatThrownBy(() -> setups.pause("nobody", ""))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("no setup 'nobody'");
        setups.add(draft("a", List.of("rsi")));
        assertThatThrownBy(() -> setups.add(draft("a", List.of("macd_cross"))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("setup 'a' exists");
    }

    @Test
    void givesTheIdOfARemovedSetupToNoOther() throws Exception {
        setups.add(draft("a", List.of("rsi")));
        POSTGRES.execute(
                "INSERT INTO strategy_signals (id, setup, symbol, timeframe, strategy, open_time,"
                        + " close_time, signal_type, price, confidence, candle_revision, revision,"
                        + " status, data_source, content_hash, job_id, epoch) VALUES"
                        + " (gen_random_uuid(), 'a', 'A', '1h', 'rsi', '2025-01-01Z',"
                        + " '2025-01-01 01:00Z', 'BUY', 1, 0.5, 1, 1, 'NEW', 'file', 7, 'j', 1)");
        setups.remove("a");

        assertThatThrownBy(() -> setups.add(draft("a", List.of("rsi"))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("stands in signals already");
        assertThat(POSTGRES.count("strategy_signals")).isEqualTo(1);
    }

    @Test
    void tellsListenersWhatChanged() throws Exception {
        try (Connection listener = POSTGRES.settings("candlemill_job").open();
                Statement statement = listener.createStatement()) {
            statement.execute("LISTEN trading_setups");
            setups.add(draft("a", List.of("rsi")));
            setups.pause("a", "");
            setups.pause("a", "");
            setups.remove("a");
            PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(5_000);
            assertThat(heard).extracting(PGNotification::getParameter).startsWith("a");
        }
    }

    private static SetupDraft draft(String id, List<String> strategies) {
        return new SetupDraft(id, "XNAS:AAPL", List.of("1h"), List.of(), strategies);
    }

    private static TradingSetups setups(String role) {
        return new TradingSetups(POSTGRES.settings(role), Rules.FORM_ONLY);
    }
}
