package dev.candlemill.kafka;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.signal.Signal;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Candles, signals, rejected and late bars as JSON records. One operator, chained to its input,
 * turns elements into records, since a page is many and Flink's sink maps one element to one; the
 * sink follows it in the same chain.
 */
public final class KafkaSinks {

    public static final String CANDLE_RECORDS_UID = "kafka-candle-records";
    public static final String CANDLES_UID = "kafka-candles";
    public static final String SIGNAL_RECORDS_UID = "kafka-signal-records";
    public static final String SIGNALS_UID = "kafka-signals";
    public static final String REJECTED_RECORDS_UID = "kafka-rejected-records";
    public static final String REJECTED_UID = "kafka-rejected";
    public static final String LATE_RECORDS_UID = "kafka-late-records";
    public static final String LATE_UID = "kafka-late";

    public static final String FORMING_RECORDS_UID = "kafka-forming-records";
    public static final String FORMING_UID = "kafka-forming";

    private static final TypeInformation<KafkaMessage> MESSAGE =
            TypeInformation.of(KafkaMessage.class);

    private KafkaSinks() {}

    public static void candles(DataStream<CandlePage> pages, KafkaSettings settings) {
        candles(pages, settings, EnumSet.allOf(Timeframe.class));
    }

    /** Only candles of these timeframes. */
    public static void candles(
            DataStream<CandlePage> pages, KafkaSettings settings, Set<Timeframe> timeframes) {
        send(
                pages.flatMap(new CandleRecords(settings, timeframes))
                        .returns(MESSAGE)
                        .name("candle records")
                        .uid(CANDLE_RECORDS_UID),
                KafkaTopic.CANDLES,
                settings,
                CANDLES_UID);
    }

    public static void signals(DataStream<Signal> signals, KafkaSettings settings) {
        send(
                signals.map(new SignalRecords(settings))
                        .returns(MESSAGE)
                        .name("signal records")
                        .uid(SIGNAL_RECORDS_UID),
                KafkaTopic.SIGNALS,
                settings,
                SIGNALS_UID);
    }

    public static void rejected(DataStream<RejectedBar> bars, KafkaSettings settings) {
        send(
                bars.map(new RejectedRecords(settings))
                        .returns(MESSAGE)
                        .name("rejected records")
                        .uid(REJECTED_RECORDS_UID),
                KafkaTopic.REJECTED,
                settings,
                REJECTED_UID);
    }

    public static void late(DataStream<LateBar> bars, KafkaSettings settings) {
        send(
                bars.map(new LateRecords(settings))
                        .returns(MESSAGE)
                        .name("late records")
                        .uid(LATE_RECORDS_UID),
                KafkaTopic.LATE,
                settings,
                LATE_UID);
    }

    /** Candles that are not final, of these timeframes; never in transactions. */
    public static void forming(
            DataStream<CandlePage> pages, KafkaSettings settings, Set<Timeframe> timeframes) {
        send(
                pages.flatMap(new FormingRecords(settings, timeframes))
                        .returns(MESSAGE)
                        .name("forming records")
                        .uid(FORMING_RECORDS_UID),
                KafkaTopic.FORMING,
                settings.atLeastOnce(),
                FORMING_UID);
    }

    private static void send(
            SingleOutputStreamOperator<KafkaMessage> messages,
            KafkaTopic topic,
            KafkaSettings settings,
            String uid) {
        KafkaSink<KafkaMessage> sink =
                KafkaSink.<KafkaMessage>builder()
                        .setKafkaProducerConfig(KafkaClientProperties.producer(settings))
                        .setDeliveryGuarantee(settings.delivery())
                        .setTransactionalIdPrefix(settings.transactionalIdPrefix(topic))
                        .setRecordSerializer(new MessageSchema(topic, settings))
                        .build();
        messages.sinkTo(sink).name("kafka " + topic.schema()).uid(uid);
    }
}
