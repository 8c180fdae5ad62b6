package dev.candlemill.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Transactions of our runs that nobody has committed or aborted yet. {@code read_committed}
 * consumers get nothing that was sent behind the first of them, until the broker gives it up.
 */
public final class OpenTransactions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Flink's writers append their subtask and the number of a transaction. */
    private static final Pattern RUN = Pattern.compile("\\.(.+)-\\d+-\\d+");

    private final KafkaSettings settings;
    private final Duration patience;
    private final Admin admin;

    /**
     * One of them.
     *
     * @param id the transactional id
     * @param runId of the run that began it
     * @param topic that it writes to
     * @param began when its first record was sent
     * @param timeout after which the broker aborts it
     * @param partitions that it has written to
     */
    public record OpenTransaction(
            String id,
            String runId,
            String topic,
            Instant began,
            Duration timeout,
            int partitions) {

        /** When the broker aborts it, unless its producer commits it before. */
        public Instant ends() {
            return began.plus(timeout);
        }
    }

    /**
     * @param settings of which the servers, the prefix and the client properties count
     * @throws IOException naming the servers, when these cannot be addresses
     */
    public OpenTransactions(KafkaSettings settings) throws IOException {
        this(settings, PATIENCE);
    }

    OpenTransactions(KafkaSettings settings, Duration patience) throws IOException {
        Properties properties = KafkaClientProperties.connection(settings);
        properties.setProperty("default.api.timeout.ms", Long.toString(patience.toMillis()));
        properties.setProperty("request.timeout.ms", Long.toString(patience.toMillis()));
        this.settings = settings;
        this.patience = patience;
        try {
            this.admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Those of all runs that write to topics of the prefix, the oldest first.
     *
     * @throws IOException when the servers cannot be asked
     */
    public List<OpenTransaction> list() throws IOException {
        ListTransactionsOptions ongoing =
                new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        List<OpenTransaction> open = new ArrayList<>();
        List<String> ids =
                answer(admin.listTransactions(ongoing).all()).stream()
                        .map(TransactionListing::transactionalId)
                        .filter(id -> topicOf(id).isPresent())
                        .toList();
        DescribeTransactionsResult described = admin.describeTransactions(ids);
        for (String id : ids) {
            describe(id, described.description(id)).ifPresent(open::add);
        }
        open.sort(Comparator.comparing(OpenTransaction::began).thenComparing(OpenTransaction::id));
        return open;
    }

    /**
     * Aborts one, and keeps its producer from going on: what it holds is never read. A job that
     * still runs fails by it, and what its last checkpoint had yet to commit is lost.
     *
     * @throws IOException when the servers refuse it
     */
    public void abort(OpenTransaction transaction) throws IOException {
        FenceProducersOptions options =
                new FenceProducersOptions().timeoutMs(Math.toIntExact(patience.toMillis()));
        answer(admin.fenceProducers(List.of(transaction.id()), options).all());
    }

    @Override
    public void close() {
        admin.close(patience);
    }

    /** Empty when others sent in it. */
    private Optional<KafkaTopic> topicOf(String id) {
        return KafkaTopic.RESULTS.stream()
                .filter(topic -> runOf(id, topic).isPresent())
                .findFirst();
    }

    private Optional<String> runOf(String id, KafkaTopic topic) {
        String name = topic.name(settings.prefix());
        if (!id.startsWith(name)) {
            return Optional.empty();
        }
        Matcher matcher = RUN.matcher(id.substring(name.length()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Empty when it has ended meanwhile. */
    private Optional<OpenTransaction> describe(
            String id, KafkaFuture<TransactionDescription> description) throws IOException {
        KafkaTopic topic = topicOf(id).orElseThrow();
        TransactionDescription found;
        try {
            found = answer(description);
        } catch (IOException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
        OptionalLong began = found.transactionStartTimeMs();
        if (found.state() != TransactionState.ONGOING || began.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OpenTransaction(
                        id,
                        runOf(id, topic).orElseThrow(),
                        topic.name(settings.prefix()),
                        Instant.ofEpochMilli(began.getAsLong()),
                        Duration.ofMillis(found.transactionTimeoutMs()),
                        found.topicPartitions().size()));
    }

    private <T> T answer(KafkaFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while " + settings.bootstrapServers() + " was asked");
        }
    }

    private IOException failed(Throwable cause) {
        return new IOException(
                "Kafka at " + settings.bootstrapServers() + ": " + cause.getMessage(), cause);
    }
}
