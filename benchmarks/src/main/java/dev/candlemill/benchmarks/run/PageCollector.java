package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.CandlePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps the pages of each writer, for whoever shares our JVM. */
public final class PageCollector implements Sink<CandlePage> {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Map<Integer, List<CandlePage>>> COLLECTED =
            new ConcurrentHashMap<>();

    private final String id;

    public PageCollector(String id) {
        this.id = id;
    }

    /** The pages of all writers since the last time, one list each. */
    public static List<List<CandlePage>> take(String id) {
        Map<Integer, List<CandlePage>> collected = COLLECTED.remove(id);
        return collected == null ? List.of() : List.copyOf(collected.values());
    }

    @Override
    public SinkWriter<CandlePage> createWriter(WriterInitContext context) {
        List<CandlePage> pages = new ArrayList<>();
        COLLECTED
                .computeIfAbsent(id, key -> new ConcurrentHashMap<>())
                .put(context.getTaskInfo().getIndexOfThisSubtask(), pages);
        return new SinkWriter<>() {
            @Override
            public void write(CandlePage page, Context writing) {
                pages.add(page);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {
                Probe.of(id).rows(0, 0, System.nanoTime());
            }
        };
    }
}
