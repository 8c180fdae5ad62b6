SET ROLE candlemill_owner;

DROP VIEW IF EXISTS latest_candles, candle_quality, candle_gaps, default_partition_alert, backfill_job_coverage,
    active_trading_setups, recent_strategy_signals, setup_performance_summary, strategy_performance,
    strategy_trades, order_execution_summary, followed_symbols;

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
           bar_count, expected_bar_count, is_complete, revision, indicator_revision,
           sma_20, sma_50, sma_200, ema_12, ema_26, macd, macd_signal, macd_histogram, adx_14, plus_di_14,
           minus_di_14, rsi_14, stoch_k, stoch_d, cci_20, bb_upper, bb_middle, bb_lower, atr_14, obv, vwap,
           mfi_14, indicators,
           source, ingested_at
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
       count(*) FILTER (WHERE bar_count = 0)              AS filled,
       sum(bar_count)                                     AS bars,
       sum(expected_bar_count)                            AS expected_bars,
       round(100.0 * sum(bar_count) / nullif(sum(expected_bar_count), 0), 2) AS percent_complete,
       count(*) FILTER (WHERE revision > 1)               AS revised,
       max(ingested_at)                                   AS last_ingested_at
FROM candles
GROUP BY symbol, timeframe, date_trunc('month', session_date::timestamp);
COMMENT ON VIEW candle_quality IS
    'Per symbol, timeframe and month: how many candles, how many of them incomplete, how many without any bar, and the share of expected bars that came.';

CREATE VIEW candle_gaps AS
SELECT symbol, timeframe, session_date, open_time, close_time, bar_count, expected_bar_count,
       expected_bar_count - bar_count AS missing_bars
FROM candles
WHERE NOT is_complete;
COMMENT ON VIEW candle_gaps IS
    'Candles with fewer bars than the calendar expects. A bucket without any bar has no candle, or one with bar_count 0 where missing bars are filled: compare with the next longer timeframe.';

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

CREATE VIEW followed_symbols AS
SELECT symbol,
       bool_or(is_tracked)    AS is_tracked,
       bool_or(is_favorite)   AS is_favorite,
       sum(setups)::integer   AS active_setups
FROM (
    SELECT symbol, true AS is_tracked, false AS is_favorite, 0 AS setups FROM tracked_symbols
    UNION ALL
    SELECT symbol, false, true, 0 FROM favorites
    UNION ALL
    SELECT symbol, false, false, 1 FROM trading_setups WHERE status = 'active') AS reasons
GROUP BY symbol;
COMMENT ON VIEW followed_symbols IS
    'What a live job follows beside the symbols it was started with, and why: tracked, a favorite, or on which setups are active.';

CREATE VIEW active_trading_setups AS
SELECT id, symbol, timeframes, indicators, strategies, created_at, updated_at
FROM trading_setups
WHERE status = 'active';
COMMENT ON VIEW active_trading_setups IS 'The setups that are computed.';

CREATE VIEW recent_strategy_signals AS
SELECT id, setup, symbol, timeframe, strategy, open_time, close_time, signal_type, price, confidence,
       indicator_values, revision, status, data_source, known_at
FROM strategy_signals
WHERE status <> 'RETRACTED' AND signal_type <> 'HOLD'
ORDER BY close_time DESC
LIMIT 1000;
COMMENT ON VIEW recent_strategy_signals IS
    'The 1000 newest signals that stand, by the time at which they became known, newest first.';

-- Of several BUY in a row only the first enters, so what counts are the changes of side.
CREATE VIEW strategy_trades AS
WITH sided AS (
    SELECT setup, symbol, timeframe, strategy, open_time, close_time, signal_type, price, confidence,
           lag(signal_type) OVER series IS DISTINCT FROM signal_type AS is_change
    FROM strategy_signals
    WHERE status <> 'RETRACTED' AND signal_type <> 'HOLD'
    WINDOW series AS (PARTITION BY setup, symbol, timeframe, strategy ORDER BY open_time)
), changes AS (
    SELECT setup, symbol, timeframe, strategy, close_time, signal_type, price, confidence,
           lead(close_time) OVER series AS exit_time,
           lead(price) OVER series      AS exit_price
    FROM sided
    WHERE is_change
    WINDOW series AS (PARTITION BY setup, symbol, timeframe, strategy ORDER BY open_time)
)
SELECT setup, symbol, timeframe, strategy, close_time AS entry_time, price AS entry_price, confidence,
       exit_time, exit_price,
       CASE WHEN price > 0 AND exit_price > 0 THEN round(100 * (exit_price / price - 1), 4) END AS percent
FROM changes
WHERE signal_type = 'BUY';
COMMENT ON VIEW strategy_trades IS
    'Long trades from a BUY to the next SELL of the same setup and strategy, at the closes of both candles, without costs; exit_time is NULL while one is open, percent also where a price is not above 0. A real order fills at the next open at the earliest.';

CREATE VIEW strategy_performance AS
SELECT s.strategy, s.symbol, s.timeframe, s.signals, s.buys, s.sells, s.retracted, s.average_confidence,
       s.first_signal, s.last_signal,
       coalesce(t.closed_trades, 0) AS closed_trades,
       coalesce(t.winning_trades, 0) AS winning_trades,
       round(100.0 * t.winning_trades / nullif(t.closed_trades, 0), 2) AS win_percent,
       t.average_percent, t.best_percent, t.worst_percent
FROM (
    SELECT strategy, symbol, timeframe,
           count(*) FILTER (WHERE status <> 'RETRACTED')                          AS signals,
           count(*) FILTER (WHERE status <> 'RETRACTED' AND signal_type = 'BUY')  AS buys,
           count(*) FILTER (WHERE status <> 'RETRACTED' AND signal_type = 'SELL') AS sells,
           count(*) FILTER (WHERE status = 'RETRACTED')                           AS retracted,
           avg(confidence) FILTER (WHERE status <> 'RETRACTED')                   AS average_confidence,
           min(close_time) FILTER (WHERE status <> 'RETRACTED')                   AS first_signal,
           max(close_time) FILTER (WHERE status <> 'RETRACTED')                   AS last_signal
    FROM strategy_signals GROUP BY strategy, symbol, timeframe) AS s
LEFT JOIN (
    SELECT strategy, symbol, timeframe,
           count(exit_time)                      AS closed_trades,
           count(*) FILTER (WHERE percent > 0)   AS winning_trades,
           round(avg(percent), 4)                AS average_percent,
           max(percent)                          AS best_percent,
           min(percent)                          AS worst_percent
    FROM strategy_trades GROUP BY strategy, symbol, timeframe) AS t USING (strategy, symbol, timeframe);
COMMENT ON VIEW strategy_performance IS
    'Per strategy, symbol and timeframe, over all setups: signals that stand, and the trades of strategy_trades.';

CREATE VIEW setup_performance_summary AS
SELECT setup, p.status, s.symbols, s.signals, s.retracted, s.last_signal,
       coalesce(t.closed_trades, 0) AS closed_trades, coalesce(t.open_trades, 0) AS open_trades,
       round(100.0 * t.winning_trades / nullif(t.closed_trades, 0), 2) AS win_percent,
       t.average_percent, t.total_percent,
       coalesce(o.orders, 0) AS orders, coalesce(o.filled_orders, 0) AS filled_orders
FROM (
    SELECT setup, count(DISTINCT symbol)                                AS symbols,
           count(*) FILTER (WHERE status <> 'RETRACTED')                AS signals,
           count(*) FILTER (WHERE status = 'RETRACTED')                 AS retracted,
           max(close_time) FILTER (WHERE status <> 'RETRACTED')         AS last_signal
    FROM strategy_signals GROUP BY setup
    UNION ALL
    SELECT id, 1, 0, 0, NULL FROM trading_setups
    WHERE NOT EXISTS (SELECT FROM strategy_signals WHERE strategy_signals.setup = trading_setups.id)) AS s
LEFT JOIN (
    SELECT setup, count(exit_time)                          AS closed_trades,
           count(*) FILTER (WHERE exit_time IS NULL)        AS open_trades,
           count(*) FILTER (WHERE percent > 0)              AS winning_trades,
           round(avg(percent), 4)                           AS average_percent,
           sum(percent)                                     AS total_percent
    FROM strategy_trades GROUP BY setup) AS t USING (setup)
LEFT JOIN (
    SELECT setup, count(*) AS orders, count(*) FILTER (WHERE status = 'FILLED') AS filled_orders
    FROM order_executions GROUP BY setup) AS o USING (setup)
LEFT JOIN trading_setups AS p ON p.id = setup;
COMMENT ON VIEW setup_performance_summary IS
    'Per setup: its signals, the trades of strategy_trades, and its orders. status is NULL for a setup that was removed.';

CREATE VIEW order_execution_summary AS
SELECT mode, account, setup, symbol, side, status, count(*) AS orders,
       sum(quantity) AS quantity, sum(filled_quantity) AS filled_quantity,
       sum(filled_quantity * average_fill_price) / nullif(sum(filled_quantity), 0) AS average_fill_price,
       sum(fees) AS fees, fee_currency, min(created_at) AS first_order, max(created_at) AS last_order
FROM order_executions
GROUP BY mode, account, setup, symbol, side, status, fee_currency;
COMMENT ON VIEW order_execution_summary IS 'Orders by account, setup, symbol, side and status: how many, what was filled, and what it cost.';

GRANT SELECT ON latest_candles, candle_quality, candle_gaps, default_partition_alert, backfill_job_coverage,
    active_trading_setups, recent_strategy_signals, strategy_trades, strategy_performance,
    setup_performance_summary, order_execution_summary
    TO candlemill_job, candlemill_api, candlemill_read;

RESET ROLE;
