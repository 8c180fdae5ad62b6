package dev.candlemill.source.control;

import dev.candlemill.source.Control;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To the reader: what holds from now on.
 *
 * @param settled how far each symbol was settled when that was first heard, epoch milliseconds
 */
record Word(Control control, Map<String, Long> settled) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    Word {
        settled = Map.copyOf(settled);
    }
}
