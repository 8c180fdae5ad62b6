package dev.candlemill.kafka;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.Symbols;
import dev.candlemill.source.MarketClock;
import dev.candlemill.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record becomes a page of one bar, without progress, since a topic cannot say up to when it is
 * complete. A record that is no bar becomes a page without bars: it never fails the job, and is
 * counted under its symbol, else under its key, else under {@value #NAMELESS}.
 */
final class BarRecords implements KafkaRecordDeserializationSchema<SymbolEvent> {

    /** No legal symbol, so it never meets one. */
    static final String NAMELESS = "?";

    /** A bar needs a few hundred bytes; what is larger is not even looked at. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int SHOWN_BYTES = BadLine.MAX_TEXT;
    private static final long serialVersionUID = 1L;

    // -- configuration
    private final MarketClock clock;
    private final Set<String> symbols;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient BarRecordParser parser;

    /**
     * @param symbols whose bars are read; empty: all
     */
    BarRecords(MarketClock clock, Set<String> symbols) {
        this.clock = clock;
        this.symbols = symbols;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        parser = new BarRecordParser();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> bar, Collector<SymbolEvent> out) {
        SymbolEvent event = event(bar);
        String symbol = event.symbol();
        if (symbols.isEmpty() || symbols.contains(symbol) || symbol.equals(NAMELESS)) {
            out.collect(event);
        }
    }

    @Override
    public TypeInformation<SymbolEvent> getProducedType() {
        return WireTypes.SYMBOL_EVENT;
    }

    private SymbolEvent event(ConsumerRecord<byte[], byte[]> bar) {
        parser.forget();
        try {
            parser.read(checked(bar.value()));
            BarPage page = page(String.valueOf(parser.symbol()), parser.bar(), place(bar));
            return parser.isFinal() ? page : new FormingBar(page);
        } catch (BadRecordException e) {
            BadLine line =
                    new BadLine(e.reason(), place(bar), e.getMessage() + ": " + shown(bar.value()));
            return page(nameOf(bar), new BarColumns(0), "").withBadLines(List.of(line));
        }
    }

    private BarPage page(String symbol, BarColumns bars, String place) {
        return BarPage.of(symbol, bars, BarPage.UNKNOWN, clock.now(), KafkaBars.NAME)
                .withPlace(place);
    }

    private static byte[] checked(byte @Nullable [] value) throws BadRecordException {
        if (value == null) {
            throw new BadRecordException(RejectReason.NO_VALUE, "expected a bar");
        }
        if (value.length > MOST_BYTES) {
            throw new BadRecordException(
                    RejectReason.TOO_LARGE,
                    "expected at most " + MOST_BYTES + " bytes, found " + value.length);
        }
        return value;
    }

    private String nameOf(ConsumerRecord<byte[], byte[]> bar) {
        String symbol = parser.symbol();
        if (symbol != null) {
            return symbol;
        }
        byte[] key = bar.key();
        if (key == null || key.length > Symbols.MAX_LENGTH) {
            return NAMELESS;
        }
        String named = new String(key, StandardCharsets.UTF_8);
        return Symbols.isLegal(named) ? named : NAMELESS;
    }

    private static String place(ConsumerRecord<byte[], byte[]> bar) {
        return bar.topic() + "-" + bar.partition() + "@" + bar.offset();
    }

    private static String shown(byte @Nullable [] value) {
        return value == null
                ? "null"
                : new String(value, 0, Math.min(value.length, SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
