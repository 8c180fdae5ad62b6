package dev.candlemill.kafka;

import java.util.List;

/** Kafka cannot be used as configured; the job was not started. Holds every problem at once. */
public final class KafkaPreflightException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    KafkaPreflightException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    KafkaPreflightException(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** One sentence each: what was expected and what was found. */
    public List<String> problems() {
        return problems;
    }
}
