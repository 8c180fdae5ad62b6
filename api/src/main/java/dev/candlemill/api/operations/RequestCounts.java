package dev.candlemill.api.operations;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were answered how, and how long that took, since the start. Thread-safe. */
public final class RequestCounts {

    private static final String BEGAN = "began";
    private static final double NANOS = 1e9;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<Kind, Sum> sums = new ConcurrentHashMap<>();

    /** Methods that nobody has are one, so that nobody can make up series. */
    private record Kind(String method, int status) {

        String labels() {
            return "{method=\"" + method + "\",status=\"" + status + "\"} ";
        }
    }

    private record Sum(LongAdder requests, LongAdder nanos) {}

    /** Before anything else is done for a request. */
    public void begin(Context context) {
        context.attribute(BEGAN, System.nanoTime());
    }

    /** When its status stands. */
    public void end(Context context) {
        String method = context.req().getMethod();
        Kind kind =
                new Kind(METHODS.contains(method) ? method : "other", context.status().getCode());
        Sum sum = sums.computeIfAbsent(kind, unheard -> new Sum(new LongAdder(), new LongAdder()));
        Long began = context.attribute(BEGAN);
        sum.requests.increment();
        sum.nanos.add(began == null ? 0 : System.nanoTime() - began);
    }

    void write(StringBuilder text) {
        String name = "candlemill_api_request_seconds";
        text.append("# HELP " + name + " Requests that were answered, and how long it took.\n");
        text.append("# TYPE " + name + " summary\n");
        sums.forEach(
                (kind, sum) -> {
                    String labels = kind.labels();
                    text.append(name + "_count" + labels + sum.requests.sum() + "\n");
                    text.append(name + "_sum" + labels + sum.nanos.sum() / NANOS + "\n");
                });
    }
}
