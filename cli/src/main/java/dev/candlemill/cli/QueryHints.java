package dev.candlemill.cli;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;

/** The exact commands with which to look at what the demo stored. */
final class QueryHints {

    private QueryHints() {}

    static String text(
            EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka, boolean serversStay) {
        String queries =
                """

                To query (the embedded Postgres starts when it is not running):
                  ./candlemill sql "SELECT timeframe, count(*) FROM candles GROUP BY 1 ORDER BY 2 DESC"
                  ./candlemill sql "SELECT * FROM latest_candles WHERE timeframe = '1d'"
                  ./candlemill sql "SELECT * FROM recent_strategy_signals LIMIT 20"
                  ./candlemill sql "SELECT symbol, rsi_14 FROM latest_candles WHERE timeframe = '1h' AND rsi_14 < 30"
                  ./candlemill sql -o csv "SELECT * FROM backfill_jobs"
                  ./candlemill setup list
                More queries: sql/cookbook.md
                """;
        if (!serversStay) {
            return queries;
        }
        return queries
                + """

                Postgres: psql -h 127.0.0.1 -p %d -U %s candlemill
                Kafka:    kcat -b %s -t candlemill.market.candles.v1 -C -o -5 -e
                """
                        .formatted(postgres.port(), EmbeddedServers.READ_ROLE, kafka.bootstrap());
    }
}
