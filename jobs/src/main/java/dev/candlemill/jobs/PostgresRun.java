package dev.candlemill.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.candle.Fill;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.SourceOptions.StoredOptions;
import dev.candlemill.postgres.BackfillJobs;
import dev.candlemill.postgres.BackfillJobs.Outcome;
import dev.candlemill.postgres.ConnectionBudget;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.OpenMonths;
import dev.candlemill.postgres.OpenMonths.LiveShare;
import dev.candlemill.postgres.PostgresPreflightException;
import dev.candlemill.postgres.PostgresProgress;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.postgres.RunLease;
import dev.candlemill.postgres.RunLease.Holder;
import dev.candlemill.postgres.StaleLeaseException;
import dev.candlemill.postgres.StoredBuckets;
import dev.candlemill.postgres.StoredCounts;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.SymbolRange;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What one attempt of a run has in Postgres: its lease, its row in {@code backfill_jobs}. */
final class PostgresRun implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A connection that nobody answers on is lost within half a minute. */
    private static final Duration LIVE_ANSWER = Duration.ofSeconds(25);

    private final PostgresSettings settings;
    private final BackfillOptions options;
    private final RunLease lease;

    private PostgresRun(PostgresSettings settings, BackfillOptions options, RunLease lease) {
        this.settings = settings;
        this.options = options;
        this.lease = lease;
    }

    /**
     * Takes the lease, also from an attempt of the same run that may still be going on.
     *
     * @throws PreflightException when the database cannot be reached or used, or another run uses
     *     it
     */
    static PostgresRun of(
            BackfillOptions options,
            PostgresOptions postgres,
            Holder holder,
            ConnectionBudget connections)
            throws IOException, PreflightException {
        PostgresSettings settings = settings(options, postgres);
        if (holder == Holder.LIVE) {
            settings = settings.withSocketTimeout(LIVE_ANSWER);
        }
        try {
            new PostgresSchema(settings).check();
            connections.check(settings);
            RunLease.Claim claim = new RunLease.Claim(holder, options.jobId(), process());
            RunLease lease = RunLease.take(settings, claim);
            try {
                // what begins at the same time sees this lease, or is seen here
                checkOpenMonths(settings, options, holder);
            } catch (IOException | PostgresPreflightException e) {
                lease.close();
                throw e;
            }
            return new PostgresRun(settings, options, lease);
        } catch (PostgresPreflightException e) {
            throw PreflightException.of(e);
        }
    }

    /** What others are told of who holds the lease. */
    static String process() {
        return "process " + ProcessHandle.current().pid();
    }

    static void checkOpenMonths(PostgresSettings settings, BackfillOptions options, Holder holder)
            throws IOException, PostgresPreflightException {
        if (holder == Holder.LIVE) {
            OpenMonths.checkLive(settings);
        } else if (!handsOver(options)) {
            Instant to = Instant.ofEpochMilli(options.range().to());
            OpenMonths.checkBackfill(settings, to, options.symbols());
        }
    }

    /** Whether what is stored of the symbols lies in buckets of the run's calendar. */
    static void checkBuckets(
            PostgresSettings settings, BackfillOptions options, Collection<String> symbols)
            throws IOException, PostgresPreflightException {
        StoredBuckets.check(settings, options.calendar(), symbols, options.timeframes());
    }

    /** The same for all that a provider has, where nobody named the symbols. */
    void checkBuckets(BarProvider provider) throws IOException, PreflightException {
        if (!BackfillSource.symbols(options).isEmpty()) {
            return;
        }
        try {
            checkBuckets(
                    settings, options, provider.plan().stream().map(SymbolRange::symbol).toList());
        } catch (PostgresPreflightException e) {
            throw PreflightException.of(e);
        }
    }

    /** What is computed again from what is stored has no bars to hand over. */
    private static boolean handsOver(BackfillOptions options) {
        return !(options.source() instanceof StoredOptions);
    }

    /**
     * What the run leaves to a live job, from its first attempt on.
     *
     * @throws PreflightException when a live job has begun to hold what was the run's own then
     */
    Optional<LiveShare> shareOfLive() throws IOException, PreflightException {
        BackfillJobs jobs = new BackfillJobs(settings);
        if (!handsOver(options)) {
            return Optional.empty();
        }
        if (options.execution().restoreFrom().isPresent()) {
            Optional<Instant> since = jobs.handedSince(options.jobId());
            return since.isEmpty()
                    ? nothingShared()
                    : Optional.of(OpenMonths.shareOfLive(settings, since.get()));
        }
        Optional<LiveShare> share =
                OpenMonths.shareOfLive(
                        settings, Instant.ofEpochMilli(options.range().to()), options.symbols());
        jobs.handSince(options.jobId(), share.map(LiveShare::since).orElse(null));
        return share;
    }

    private Optional<LiveShare> nothingShared() throws IOException, PreflightException {
        try {
            Instant to = Instant.ofEpochMilli(options.range().to());
            OpenMonths.checkBackfill(settings, to, options.symbols());
            return Optional.empty();
        } catch (PostgresPreflightException e) {
            throw PreflightException.of(e);
        }
    }

    static PostgresSettings settings(BackfillOptions options, PostgresOptions postgres) {
        return PostgresSettings.of(
                        postgres.url(), postgres.user(), postgres.password().toPassword())
                .withApplicationName("candlemill " + options.jobId());
    }

    /** Notes this attempt. */
    PostgresSinkOptions begin() throws IOException {
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
        return sinkOptions();
    }

    /** Keeps what a live job was told, which has no row in {@code backfill_jobs}. */
    void noteSettings() throws IOException {
        lease.note(JSON.writeValueAsString(options.settings()));
    }

    /** What its sinks need. */
    PostgresSinkOptions sinkOptions() {
        return new PostgresSinkOptions(
                settings,
                lease.lease(),
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
        if (outcome == Outcome.FINISHED) {
            PostgresProgress.settleRun(store, Duration.ofMillis(options.timing().grace()));
        }
        new BackfillJobs(settings).end(options.jobId(), store.lease(), outcome, message);
    }

    /** Lets go of the lease. */
    @Override
    public void close() {
        lease.close();
    }

    /** What the writers of all attempts counted. */
    SymbolCounts storedCounts() throws IOException {
        return StoredCounts.of(settings, options.jobId());
    }

    /** Fold snapshots made under another calendar or policy do not fit. */
    private String fingerprint() {
        String fingerprint = options.calendar().fingerprint() + "/" + options.outside().name();
        return options.fill() == Fill.NONE
                ? fingerprint
                : fingerprint + "/" + options.fill().name();
    }
}
