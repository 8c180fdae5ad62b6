package dev.candlemill.jobs.forming;

import dev.candlemill.candle.CandlePage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets at most one page per symbol and interval pass, the latest. What waits is not in any
 * checkpoint: the next bar brings a newer one.
 */
public final class ConflateOperator extends AbstractStreamOperator<CandlePage>
        implements OneInputStreamOperator<CandlePage, CandlePage>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final Duration interval;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient Map<String, CandlePage> latest;

    public ConflateOperator(Duration interval) {
        this.interval = interval;
    }

    @Override
    public void open() throws Exception {
        super.open();
        latest = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CandlePage> element) {
        if (latest.isEmpty()) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            ScheduledFuture<?> unused =
                    getProcessingTimeService().registerTimer(now + interval.toMillis(), this);
        }
        latest.put(element.getValue().symbol(), element.getValue());
    }

    @Override
    public void onProcessingTime(long time) {
        latest.values().forEach(page -> output.collect(new StreamRecord<>(page)));
        latest.clear();
    }
}
