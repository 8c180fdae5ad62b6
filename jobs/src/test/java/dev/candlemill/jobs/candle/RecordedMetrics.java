package dev.candlemill.jobs.candle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered, as {@code name} or {@code name{label=value}}. */
final class RecordedMetrics extends UnregisteredMetricsGroup {

    private final String labels;
    private final Map<String, Counter> counters;
    private final Map<String, Gauge<?>> gauges;

    RecordedMetrics() {
        this("", new TreeMap<>(), new TreeMap<>());
    }

    private RecordedMetrics(
            String labels, Map<String, Counter> counters, Map<String, Gauge<?>> gauges) {
        this.labels = labels;
        this.counters = counters;
        this.gauges = gauges;
    }

    /** As the Prometheus reporter names them: the keys of labels stand before the name. */
    Set<String> prometheusNames(String scope) {
        Set<String> names = new TreeSet<>();
        Stream.concat(counters.keySet().stream(), gauges.keySet().stream())
                .map(name -> name.replaceAll("(\\w+)\\{(\\w+)=.*", "$2_$1"))
                .forEach(name -> names.add(scope + name));
        return names;
    }

    long count(String name) {
        return counters.get(name).getCount();
    }

    Object gauge(String name) {
        return gauges.get(name).getValue();
    }

    @Override
    public Counter counter(String name) {
        Counter counter = new SimpleCounter();
        counters.put(name + labels, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        gauges.put(name + labels, gauge);
        return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics("{" + key + "=" + value + "}", counters, gauges);
    }
}
