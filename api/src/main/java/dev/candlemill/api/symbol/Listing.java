package dev.candlemill.api.symbol;

import dev.candlemill.api.Columns;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code ticker_index}. */
record Listing(
        String symbol,
        String ticker,
        String venue,
        @Nullable String name,
        String kind,
        @Nullable String currency,
        boolean isPrimary,
        boolean isActive,
        Instant updatedAt) {

    static Listing of(Columns row) throws SQLException {
        return new Listing(
                row.text("symbol"),
                row.text("ticker"),
                row.text("venue"),
                row.optionalText("name"),
                row.text("kind"),
                row.optionalText("currency"),
                row.flag("is_primary"),
                row.flag("is_active"),
                row.time("updated_at"));
    }
}
