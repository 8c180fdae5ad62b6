SET ROLE candlemill_owner;

DROP VIEW IF EXISTS latest_candles, candle_quality, candle_gaps, default_partition_alert, backfill_job_coverage;

-- One index probe per symbol and timeframe, however many candles there are.
CREATE VIEW latest_candles AS
WITH RECURSIVE known (symbol) AS (
    (SELECT symbol FROM candles ORDER BY symbol LIMIT 1)
    UNION ALL
    SELECT (SELECT c.symbol FROM candles AS c WHERE c.symbol > known.symbol ORDER BY c.symbol LIMIT 1)
    FROM known WHERE known.symbol IS NOT NULL
)
SELECT newest.*
FROM known
CROSS JOIN unnest(ARRAY['5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h',
                        '6h', '8h', '12h', '1d', '1w', '1M']) AS length (timeframe)
CROSS JOIN LATERAL (
    SELECT symbol, timeframe, open_time, close_time, session_date, open, high, low, close, volume,
           bar_count, expected_bar_count, is_complete, revision, source, ingested_at
    FROM candles
    WHERE candles.symbol = known.symbol AND candles.timeframe = length.timeframe
    ORDER BY open_time DESC LIMIT 1) AS newest;
COMMENT ON VIEW latest_candles IS 'The newest candle of every symbol and timeframe.';

CREATE VIEW candle_quality AS
SELECT symbol,
       timeframe,
       date_trunc('month', session_date::timestamp)::date AS month,
       count(*)                                           AS candles,
       count(*) FILTER (WHERE NOT is_complete)            AS incomplete,
       sum(bar_count)                                     AS bars,
       sum(expected_bar_count)                            AS expected_bars,
       round(100.0 * sum(bar_count) / nullif(sum(expected_bar_count), 0), 2) AS percent_complete,
       count(*) FILTER (WHERE revision > 1)               AS revised,
       max(ingested_at)                                   AS last_ingested_at
FROM candles
GROUP BY symbol, timeframe, date_trunc('month', session_date::timestamp);
COMMENT ON VIEW candle_quality IS
    'Per symbol, timeframe and month: how many candles, how many of them incomplete, and the share of expected bars that came.';

CREATE VIEW candle_gaps AS
SELECT symbol, timeframe, session_date, open_time, close_time, bar_count, expected_bar_count,
       expected_bar_count - bar_count AS missing_bars
FROM candles
WHERE NOT is_complete;
COMMENT ON VIEW candle_gaps IS
    'Candles with fewer bars than the calendar expects. A bucket without any bar has no candle: compare with the next longer timeframe.';

CREATE VIEW default_partition_alert AS
SELECT symbol, timeframe, count(*) AS candles, min(open_time) AS first_open_time, max(open_time) AS last_open_time
FROM candles_default
GROUP BY symbol, timeframe;
COMMENT ON VIEW default_partition_alert IS
    'Candles that landed in the default partition, which should be empty: call ensure_partitions for their months, it moves them.';

CREATE VIEW backfill_job_coverage AS
SELECT job_id, symbol, timeframe, count(*) AS stored_candles,
       min(open_time) AS first_open_time, max(open_time) AS last_open_time
FROM candles
GROUP BY job_id, symbol, timeframe;
COMMENT ON VIEW backfill_job_coverage IS
    'Per job, symbol and timeframe: the stored candles that this job wrote last, and their first and last open time. Reads the whole table: filter by symbol.';

GRANT SELECT ON latest_candles, candle_quality, candle_gaps, default_partition_alert, backfill_job_coverage
    TO candlemill_job, candlemill_api, candlemill_read;

RESET ROLE;
