package dev.candlemill.jobs;

import dev.candlemill.jobs.SinkOptions.KafkaOptions;
import dev.candlemill.kafka.BarsStart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where bars come from, and how to read them there. */
public sealed interface SourceOptions {

    /**
     * Files and folders of CSV, gzipped or not.
     *
     * @param inputs absolute; where two hold the same bar, the later input wins
     * @param symbol the symbol of files that name none
     * @param zone of times without an offset
     * @param stamp whether a row's time is its bar's open or close
     * @param columns our column name ({@code time}, {@code open} ...) to the file's
     */
    record FileOptions(
            List<Path> inputs,
            Optional<String> symbol,
            ZoneId zone,
            Stamp stamp,
            Map<String, String> columns)
            implements SourceOptions {
        public FileOptions {
            inputs = List.copyOf(inputs);
            columns = Map.copyOf(columns);
        }
    }

    /** Which end of a bar a file's time names. */
    enum Stamp {
        OPEN,
        CLOSE
    }

    /**
     * A seeded market; the same options give the same bars.
     *
     * @param stocks how many US stocks where no symbols are asked for
     * @param crypto how many crypto pairs where no symbols are asked for
     */
    record SimulatedOptions(long seed, int stocks, int crypto, Disorder disorder)
            implements SourceOptions {}

    /**
     * Bars that others send to a topic.
     *
     * @param start where a job begins that has no checkpoint
     * @param catchUp how long no bar must have come before that means that there was none
     */
    record KafkaBarsOptions(KafkaOptions broker, BarsStart start, Duration catchUp)
            implements SourceOptions {}

    /** What Postgres has stored, to be computed again. */
    record StoredOptions() implements SourceOptions {}

    /**
     * What goes wrong in the simulated market, each as a share of all bars in {@code [0, 1]}.
     *
     * @param outages share of trading hours without any bar
     * @param forming whether the bar in which a bounded range ends comes too, as it stands then
     */
    record Disorder(
            double late,
            double duplicate,
            double revised,
            double bad,
            double outages,
            boolean forming) {}
}
