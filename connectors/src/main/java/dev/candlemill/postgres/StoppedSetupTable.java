package dev.candlemill.postgres;

import dev.candlemill.candle.StoppedStrategy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Stops setups whose strategies cannot go on. The first reason stays. */
record StoppedSetupTable() implements RowTable<StoppedStrategy> {

    private static final int LONGEST_REASON = 500;
    private static final String STOP =
            "UPDATE trading_setups SET status = 'stopped', status_reason = ?"
                    + " WHERE id = ? AND status <> 'stopped'";

    @Override
    public void write(Connection connection, List<StoppedStrategy> stopped) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STOP)) {
            for (StoppedStrategy strategy : stopped) {
                String reason = strategy.strategy() + " " + strategy.reason();
                update.setString(1, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
                update.setString(2, strategy.setup());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
