package dev.candlemill.source;

import dev.candlemill.bar.BarPage;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves the pages that a function gives for a range; positions count pages. */
public record FakeProvider(List<SymbolRange> plan, Pages pages) implements BarProvider {

    /** The same range gives the same pages. */
    public interface Pages extends Serializable {
        List<BarPage> of(SymbolRange range);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public PageCursor open(SymbolRange range, long position) {
        List<BarPage> all = pages.of(range);
        return new PageCursor() {
            private int next = (int) position;

            @Override
            public @Nullable BarPage next() {
                return next < all.size() ? all.get(next++) : null;
            }

            @Override
            public long position() {
                return next;
            }

            @Override
            public void close() {}
        };
    }
}
