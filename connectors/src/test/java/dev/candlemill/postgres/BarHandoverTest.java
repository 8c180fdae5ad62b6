package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.source.HandedBarsStore;
import dev.candlemill.source.HandedBarsStore.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BarHandoverTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant SINCE = Instant.parse("2025-07-01T00:00:00Z");
    private static final long TIME = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();
    private static final Bar BAR = new Bar(TIME, 1.1, 2.2, 0.1, 1.7, 12.5);
    private static final Bar OTHER = new Bar(TIME, 3, 4, 2, 3.3, 0);

    private PostgresSinkOptions run;

    @BeforeEach
    void forgetAll() throws Exception {
        POSTGRES.execute(
                "TRUNCATE bar_handovers, symbol_progress, job_leases, backfill_jobs, rejected_rows"
                        + " CASCADE");
        POSTGRES.execute("INSERT INTO backfill_jobs (id) VALUES ('july')");
        POSTGRES.execute(
                "INSERT INTO symbol_progress (symbol, covered_until, job_id) VALUES"
                        + " ('A', '2025-07-15T12:00Z', 'live')");
        run = Runs.options(POSTGRES, "july", "");
    }

    @Test
    void givesTheBarsBackInTheOrderInWhichTheyWereHandedOver() throws Exception {
        long first = handOver("A", BarSize.M5, BAR, OTHER);
        long second = handOver("A", BarSize.M1, OTHER);
        handOver("B", BarSize.M5, BAR);

        try (HandedBarsStore store = PostgresHandedBars.factory(run).open()) {
            Waiting waiting = store.waiting("A").orElseThrow();
            assertThat(second).isGreaterThan(first);
            assertThat(waiting.upTo()).isEqualTo(second);
            assertThat(waiting.since()).isEqualTo(SINCE.toEpochMilli());
            assertThat(Instant.ofEpochMilli(waiting.settled())).isEqualTo("2025-07-15T12:00:00Z");
            assertThat(waiting.pages())
                    .extracting(page -> page.bars().size())
                    .containsExactly(2, 1);
            BarColumns bars = waiting.pages().get(0).bars();
            assertThat(bars.bar(0)).isEqualTo(BAR);
            assertThat(bars.bar(1)).isEqualTo(OTHER);
            assertThat(bars.barSize(0)).isEqualTo(BarSize.M5);
            assertThat(waiting.pages().get(1).bars().barSize(0)).isEqualTo(BarSize.M1);
            assertThat(waiting.pages().get(1).source()).isEqualTo("file");
        }
        assertThat(POSTGRES.query("SELECT handed FROM backfill_jobs")).containsExactly("4");
        assertThat(
                        POSTGRES.query(
                                "SELECT bars, first_bar = last_bar, job_id FROM bar_handovers"
                                        + " WHERE symbol = 'A' ORDER BY id"))
                .containsExactly("2|t|july", "1|t|july");
    }

    @Test
    void removesWhatWasTakenAndNotWhatCameSince() throws Exception {
        long first = handOver("A", BarSize.M5, BAR);
        handOver("A", BarSize.M5, OTHER);

        try (HandedBarsStore store = PostgresHandedBars.factory(run).open()) {
            store.remove(Map.of("A", first, "UNKNOWN", first));
            assertThat(store.waiting("A").orElseThrow().pages()).hasSize(1);
            store.remove(Map.of("A", Long.MAX_VALUE));
            assertThat(store.waiting("A")).isEmpty();
        }
        assertThat(POSTGRES.count("handed_bars")).isZero();
    }

    @Test
    void nothingIsSeenOfAHandOverThatFails() throws Exception {
        try (BarHandover handover = BarHandover.begin(run)) {
            handover.beginSymbol("A", SINCE, "file");
            handover.add(BarColumns.of(BarSize.M5, BAR));
        }
        assertThat(POSTGRES.count("bar_handovers")).isZero();
    }

    @Test
    void aSymbolOfWhichNothingIsValidWaitsForNobodyAndItsRecordsAreNoted() throws Exception {
        try (BarHandover handover = BarHandover.begin(run)) {
            handover.beginSymbol("A", SINCE, "file");
            handover.reject(
                    List.of(new RejectedBar("A", TIME, RejectReason.OFF_GRID, "f:2", "x", "file")));
            handover.endSymbol();
            assertThat(handover.commit()).isZero();
        }
        assertThat(POSTGRES.count("bar_handovers")).isZero();
        assertThat(POSTGRES.query("SELECT reason, job_id FROM rejected_rows"))
                .containsExactly("off_grid|july");
    }

    @Test
    void whoLostTheLeaseHandsNothingOver() throws Exception {
        PostgresSinkOptions former = run;
        Runs.options(POSTGRES, "another", "");

        assertThatThrownBy(() -> BarHandover.begin(former)).isInstanceOf(StaleLeaseException.class);
    }

    private long handOver(String symbol, BarSize size, Bar... bars) throws Exception {
        try (BarHandover handover = BarHandover.begin(run)) {
            handover.beginSymbol(symbol, SINCE, "file");
            for (Bar bar : bars) {
                handover.add(BarColumns.of(size, bar));
            }
            handover.endSymbol();
            assertThat(handover.commit()).isEqualTo(bars.length);
        }
        return Long.parseLong(POSTGRES.query("SELECT max(id) FROM bar_handovers").get(0));
    }
}
