package dev.candlemill.source;

import dev.candlemill.bar.BarPage;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The pages of one range, oldest first. Used by one thread. */
public interface PageCursor extends Closeable {

    /** The next page, or null at the end of the range. */
    @Nullable BarPage next() throws IOException;

    /** Where to open the range again so that it continues right after the last page. */
    long position();
}
