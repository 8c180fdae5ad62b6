package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.page;

import dev.candlemill.source.LiveBarProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** No bars, only time; one symbol never answers. */
record SilentMarket(AtomicLong now) implements LiveBarProvider {

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<String> symbols() {
        return List.of();
    }

    @Override
    public Poller open() {
        return new Poller() {
            @Override
            public Answer poll(String symbol, long since) throws IOException {
                if (symbol.equals("DOWN")) {
                    throw new IOException("503");
                }
                String time = Instant.ofEpochMilli(now.get()).toString();
                return new Answer(page(symbol, time), false);
            }

            @Override
            public void close() {}
        };
    }
}
