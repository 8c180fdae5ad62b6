package dev.candlemill.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.postgres.BackfillJobs;
import dev.candlemill.postgres.BackfillJobs.Outcome;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.Lease;
import dev.candlemill.postgres.Leases;
import dev.candlemill.postgres.PostgresPreflightException;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.postgres.StaleLeaseException;
import java.io.IOException;
import java.time.Instant;

/** What one attempt of a run has in Postgres: its lease, its row in {@code backfill_jobs}. */
final class PostgresRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PostgresSettings settings;
    private final BackfillOptions options;

    private PostgresRun(PostgresSettings settings, BackfillOptions options) {
        this.settings = settings;
        this.options = options;
    }

    /**
     * @throws PreflightException when the database cannot be reached or used
     */
    static PostgresRun of(BackfillOptions options, PostgresOptions postgres)
            throws PreflightException {
        PostgresSettings settings =
                PostgresSettings.of(
                                postgres.url(), postgres.user(), postgres.password().toPassword())
                        .withApplicationName("candlemill " + options.jobId());
        try {
            new PostgresSchema(settings).check();
        } catch (PostgresPreflightException e) {
            throw PreflightException.of(e);
        }
        return new PostgresRun(settings, options);
    }

    /** Takes the lease from an attempt that may still be running, and notes this one. */
    PostgresSinkOptions begin() throws IOException {
        String holder = "process " + ProcessHandle.current().pid();
        String lease = "backfill/" + options.jobId();
        Lease taken = Leases.acquire(settings, lease, options.jobId(), holder);
        RangeOptions range = options.range();
        new BackfillJobs(settings)
                .begin(
                        new BackfillJobs.Run(
                                options.jobId(),
                                Instant.ofEpochMilli(range.from()),
                                Instant.ofEpochMilli(range.to()),
                                Instant.ofEpochMilli(range.asOf()),
                                JSON.writeValueAsString(options.settings()),
                                JobVersion.current()));
        return new PostgresSinkOptions(
                settings,
                taken,
                new JobStamp(options.jobId(), JobVersion.current()),
                options.timeframes(),
                fingerprint(),
                WriteLimits.standard());
    }

    /**
     * Notes how this attempt ended.
     *
     * @param store what {@link #begin} returned
     * @throws StaleLeaseException when another attempt has taken over; nothing is noted then
     */
    void end(PostgresSinkOptions store, Outcome outcome, String message) throws IOException {
        new BackfillJobs(settings).end(options.jobId(), store.lease(), outcome, message);
    }

    /** Fold snapshots made under another calendar or policy do not fit. */
    private String fingerprint() {
        CalendarSettings calendar = options.calendar();
        return String.join(
                "/",
                calendar.defaultVenue(),
                calendar.alignment().name(),
                calendar.hours().name(),
                options.outside().name());
    }
}
