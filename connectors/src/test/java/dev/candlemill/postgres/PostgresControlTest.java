package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.Control;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class PostgresControlTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final String LISTENERS =
            "FROM pg_stat_activity WHERE application_name LIKE '%control' AND datname = current_database()";

    private final TradingSetups setups =
            new TradingSetups(POSTGRES.settings("candlemill_api"), SetupDraft.Rules.FORM_ONLY);

    private PostgresControl control = watch(LONG);

    @AfterEach
    void close() throws Exception {
        control.close();
        POSTGRES.execute("TRUNCATE trading_setups, tracked_symbols, favorites");
    }

    @Test
    void saysAtOnceWhatIsActiveAndFollowed() throws Exception {
        TradingSetup mine = add("mine", "XNAS:AAPL");
        setups.pause(add("paused", "XNAS:MSFT").id(), "");
        POSTGRES.execute("INSERT INTO tracked_symbols (symbol) VALUES ('CRYPTO:BTCUSD')");
        POSTGRES.execute("INSERT INTO favorites (symbol) VALUES ('CRYPTO:ETHUSD')");

        Control now = control.next().orElseThrow();

        assertThat(now.followed()).isEqualTo(Set.of("XNAS:AAPL", "CRYPTO:BTCUSD", "CRYPTO:ETHUSD"));
        assertThat(now.setupsOf("XNAS:AAPL")).containsExactly(mine);
        assertThat(now.setupsOf("XNAS:MSFT")).isEmpty();
    }

    @Test
    void aNotificationIsHeardLongBeforeTheTablesAreReadAgain() throws Exception {
        control.next();
        CompletableFuture<Optional<Control>> next = nextInTheBackground();
        add("mine", "XNAS:AAPL");

        assertThat(next.get(10, TimeUnit.SECONDS).orElseThrow().followed())
                .containsExactly("XNAS:AAPL");
        next = nextInTheBackground();
        POSTGRES.execute("INSERT INTO tracked_symbols (symbol) VALUES ('CRYPTO:BTCUSD')");

        assertThat(next.get(10, TimeUnit.SECONDS).orElseThrow().followed())
                .contains("CRYPTO:BTCUSD");
    }

    @Test
    void saysAtOnceWhichTimeframesAreWanted() throws Exception {
        add("mine", "XNAS:AAPL");
        POSTGRES.execute(
                "INSERT INTO tracked_symbols (symbol, timeframes) VALUES ('XNAS:AAPL', '{15m,1d}')");
        assertThat(control.next().orElseThrow().tracked())
                .isEqualTo(Map.of("XNAS:AAPL", Set.of(Timeframe.M15, Timeframe.D1)));
        CompletableFuture<Optional<Control>> next = nextInTheBackground();
        POSTGRES.execute("UPDATE tracked_symbols SET timeframes = '{}'");

        assertThat(next.get(10, TimeUnit.SECONDS).orElseThrow().wantedOf("XNAS:AAPL"))
                .containsExactly(Timeframe.H1);
    }

    @Test
    void saysAtOnceOfWhichSymbolsBarsWereHandedOver() throws Exception {
        control.next();
        CompletableFuture<Optional<Control>> next = nextInTheBackground();
        POSTGRES.execute(
                "INSERT INTO bar_handovers (symbol, since, bars, first_bar, last_bar, source, job_id)"
                        + " VALUES ('XNAS:AAPL', now(), 1, now(), now(), 'file', 'march')");
        long id = Long.parseLong(POSTGRES.query("SELECT max(id) FROM bar_handovers").get(0));

        assertThat(next.get(10, TimeUnit.SECONDS).orElseThrow().handed())
                .isEqualTo(Map.of("XNAS:AAPL", id));
        next = nextInTheBackground();
        POSTGRES.execute("DELETE FROM bar_handovers");

        assertThat(next.get(10, TimeUnit.SECONDS).orElseThrow().handed()).isEmpty();
    }

    @Test
    void aLostNotificationCostsOnlyThePause() throws Exception {
        control.close();
        control = watch(SHORT);
        control.next();
        POSTGRES.execute(
                "SET session_replication_role = replica;"
                        + "INSERT INTO tracked_symbols (symbol) VALUES ('CRYPTO:BTCUSD')");

        assertThat(control.next().orElseThrow().followed()).containsExactly("CRYPTO:BTCUSD");
    }

    @Test
    void aBrokenConnectionIsOpenedAgain() throws Exception {
        control.next();
        add("mine", "XNAS:AAPL");
        POSTGRES.query("SELECT pg_terminate_backend(pid) " + LISTENERS);

        // A notification may have come before the end: then the first read meets it.
        Optional<Control> now = control.next();
        now = now.isPresent() ? now : control.next();
        assertThat(now.orElseThrow().followed()).containsExactly("XNAS:AAPL");
        assertThat(POSTGRES.query("SELECT count(*) " + LISTENERS)).containsExactly("1");
    }

    @Test
    void saysNothingWhileNobodyAnswers() throws Exception {
        control.close();
        control =
                new PostgresControl(
                        PostgresSettings.of(
                                "jdbc:postgresql://127.0.0.1:1/none", "u", Password.none()),
                        null,
                        List.of(),
                        SHORT);

        assertThat(control.next()).isEmpty();
        assertThat(control.next()).isEmpty();
    }

    @Test
    void whatIsWatchedOnEverySymbolComesLast() throws Exception {
        control.close();
        TradingSetup run =
                new TradingSetup(
                        "run",
                        "",
                        List.of(Timeframe.M15),
                        List.of(),
                        List.of("rsi(14,30,70)"),
                        TradingSetup.Status.ACTIVE);
        control = new PostgresControl(settings(), null, List.of(run), LONG);
        TradingSetup mine = add("mine", "XNAS:AAPL");

        assertThat(control.next().orElseThrow().setupsOf("XNAS:AAPL"))
                .containsExactly(mine, run.onSymbol("XNAS:AAPL"));
    }

    @Test
    void closingLeavesNoConnection() throws Exception {
        control.next();
        control.close();

        assertThat(POSTGRES.query("SELECT count(*) " + LISTENERS)).containsExactly("0");
        assertThat(control.next()).isEmpty();
    }

    @Test
    void aJobIsThereUntilItHearsNoMoreHoweverOftenTheServerForgetsIt() throws Exception {
        POSTGRES.execute("TRUNCATE job_leases");
        RunLease.Claim claim = new RunLease.Claim(RunLease.Holder.LIVE, "live", "process 7");
        RunLease client = RunLease.take(settings(), claim);
        control.close();
        control = new PostgresControl(settings(), client.lease(), List.of(), SHORT);
        control.next();
        client.close();
        assertThat(liveJob()).as("its client is gone").hasValue("live");

        POSTGRES.query("SELECT pg_terminate_backend(pid) " + LISTENERS);
        await().until(() -> control.next().isPresent() && liveJob().isPresent());
        assertThatThrownBy(() -> RunLease.take(settings(), claim))
                .hasMessageStartingWith("live job live (process 7) writes to this database");

        CompletableFuture<RunLease> next =
                CompletableFuture.supplyAsync(() -> takeUnchecked(claim));
        control.close();
        try (RunLease taken = next.join()) {
            assertThat(taken.lease().epoch()).isEqualTo(2);
        }
        await().until(() -> liveJob().isEmpty());
    }

    private static PostgresSettings settings() {
        return POSTGRES.settings("candlemill_job");
    }

    private static Optional<String> liveJob() throws Exception {
        try (Connection connection = settings().open()) {
            return RunLease.jobHolding(connection, RunLease.Holder.LIVE);
        }
    }

    private static RunLease takeUnchecked(RunLease.Claim claim) {
        try {
            return RunLease.take(settings(), claim);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Optional<Control>> nextInTheBackground() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return control.next();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private TradingSetup add(String id, String symbol) throws Exception {
        return setups.add(
                new SetupDraft(id, symbol, List.of("1h"), List.of(), List.of("rsi(14,30,70)")));
    }

    private static PostgresControl watch(Duration lookAgain) {
        return new PostgresControl(settings(), null, List.of(), lookAgain);
    }
}
