package dev.candlemill.kafka;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.signal.Signal;
import dev.candlemill.wire.Uids;
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

    private static final TypeInformation<KafkaMessage> MESSAGE =
            TypeInformation.of(KafkaMessage.class);

    private KafkaSinks() {}

    public static void candles(DataStream<CandlePage> pages, KafkaSettings settings) {
        candles(pages, settings, SentTimeframes.all());
    }

    /** Only candles of these timeframes. */
    public static void candles(
            DataStream<CandlePage> pages, KafkaSettings settings, SentTimeframes sent) {
        send(
                pages.flatMap(CandleRecords.ofFinal(settings, sent))
                        .returns(MESSAGE)
                        .name(Uids.KAFKA_CANDLE_RECORDS.operatorName())
                        .uid(Uids.KAFKA_CANDLE_RECORDS.uid()),
                KafkaTopic.CANDLES,
                settings,
                Uids.KAFKA_CANDLES);
    }

    public static void signals(DataStream<Signal> signals, KafkaSettings settings) {
        send(
                signals.map(new SignalRecords(settings))
                        .returns(MESSAGE)
                        .name(Uids.KAFKA_SIGNAL_RECORDS.operatorName())
                        .uid(Uids.KAFKA_SIGNAL_RECORDS.uid()),
                KafkaTopic.SIGNALS,
                settings,
                Uids.KAFKA_SIGNALS);
    }

    public static void rejected(DataStream<RejectedBar> bars, KafkaSettings settings) {
        send(
                bars.map(new RejectedRecords(settings))
                        .returns(MESSAGE)
                        .name(Uids.KAFKA_REJECTED_RECORDS.operatorName())
                        .uid(Uids.KAFKA_REJECTED_RECORDS.uid()),
                KafkaTopic.REJECTED,
                settings,
                Uids.KAFKA_REJECTED);
    }

    public static void late(DataStream<LateBar> bars, KafkaSettings settings) {
        send(
                bars.map(new LateRecords(settings))
                        .returns(MESSAGE)
                        .name(Uids.KAFKA_LATE_RECORDS.operatorName())
                        .uid(Uids.KAFKA_LATE_RECORDS.uid()),
                KafkaTopic.LATE,
                settings,
                Uids.KAFKA_LATE);
    }

    /** Candles that are not final, of these timeframes; never in transactions. */
    public static void forming(
            DataStream<CandlePage> pages, KafkaSettings settings, SentTimeframes sent) {
        send(
                pages.flatMap(CandleRecords.ofForming(settings, sent))
                        .returns(MESSAGE)
                        .name(Uids.KAFKA_FORMING_RECORDS.operatorName())
                        .uid(Uids.KAFKA_FORMING_RECORDS.uid()),
                KafkaTopic.FORMING,
                settings.atLeastOnce(),
                Uids.KAFKA_FORMING);
    }

    private static void send(
            SingleOutputStreamOperator<KafkaMessage> messages,
            KafkaTopic topic,
            KafkaSettings settings,
            Uids operator) {
        KafkaSink<KafkaMessage> sink =
                KafkaSink.<KafkaMessage>builder()
                        .setKafkaProducerConfig(KafkaClientProperties.producer(settings))
                        .setDeliveryGuarantee(settings.delivery())
                        .setTransactionalIdPrefix(settings.transactionalIdPrefix(topic))
                        .setRecordSerializer(new MessageSchema(topic, settings))
                        .build();
        messages.sinkTo(new QuietlyClosingSink<>(sink))
                .name(operator.operatorName())
                .uid(operator.uid());
    }
}
