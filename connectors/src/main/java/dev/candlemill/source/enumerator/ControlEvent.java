package dev.candlemill.source.enumerator;

import dev.candlemill.source.Control;
import org.apache.flink.api.connector.source.SourceEvent;

/** To every reader: what holds for its symbols from now on. */
public record ControlEvent(Control control) implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
