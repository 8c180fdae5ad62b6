SET ROLE candlemill_owner;

COMMENT ON TABLE ticker_index IS 'Which instruments exist. A bare ticker means its primary listing.';
COMMENT ON COLUMN ticker_index.symbol IS 'Canonical id, venue and ticker: XNAS:AAPL.';
COMMENT ON COLUMN ticker_index.ticker IS 'The ticker alone: AAPL.';
COMMENT ON COLUMN ticker_index.venue IS 'Venue id of the calendar: XNYS, XNAS, CRYPTO.';
COMMENT ON COLUMN ticker_index.name IS 'The instrument as people call it.';
COMMENT ON COLUMN ticker_index.kind IS 'stock, etf, index, crypto, fx or future.';
COMMENT ON COLUMN ticker_index.currency IS 'The currency of its prices, ISO 4217 or a coin.';
COMMENT ON COLUMN ticker_index.is_primary IS 'Whether the bare ticker stands for this listing.';
COMMENT ON COLUMN ticker_index.is_active IS 'Whether it still trades.';
COMMENT ON COLUMN ticker_index.updated_at IS 'When this row was last written.';

COMMENT ON TABLE tracked_symbols IS 'Which symbols are followed, and which of their timeframes are wanted beside those of the live job.';
COMMENT ON COLUMN tracked_symbols.symbol IS 'Canonical id.';
COMMENT ON COLUMN tracked_symbols.timeframes IS 'Timeframes that a live job stores and sends of this symbol beside its own (--timeframes) and those of the symbol''s active setups; 5m is always stored.';
COMMENT ON COLUMN tracked_symbols.added_at IS 'When it began to be followed.';

COMMENT ON TABLE candles IS 'Final candles, one row per symbol, timeframe and open time; partitioned by month of open_time (UTC).';
COMMENT ON COLUMN candles.symbol IS 'Canonical id, or the name used in a file run.';
COMMENT ON COLUMN candles.timeframe IS '5m 10m 15m 30m 45m 1h 2h 3h 4h 6h 8h 12h 1d 1w 1M.';
COMMENT ON COLUMN candles.open_time IS 'Start of the bucket by the calendar, not of the first bar that came.';
COMMENT ON COLUMN candles.close_time IS 'End of the bucket by the calendar, exclusive.';
COMMENT ON COLUMN candles.open IS 'Price of the first bar.';
COMMENT ON COLUMN candles.high IS 'Highest price of all bars.';
COMMENT ON COLUMN candles.low IS 'Lowest price of all bars.';
COMMENT ON COLUMN candles.close IS 'Price of the last bar.';
COMMENT ON COLUMN candles.volume IS 'Sum of the bars volumes, in the providers unit.';
COMMENT ON COLUMN candles.content_hash IS '64-bit hash of prices, volume and counts: equal content is not written again.';
COMMENT ON COLUMN candles.ingested_at IS 'When this revision was written.';
COMMENT ON COLUMN candles.session_date IS 'Trading day of the venue; the Monday of a week, the 1st of a month.';
COMMENT ON COLUMN candles.bar_count IS '5-minute slots with at least one bar. 0 marks a candle that stands for missing bars: flat at the previous close, volume 0, replaced when a bar comes.';
COMMENT ON COLUMN candles.expected_bar_count IS '5-minute slots that the calendar has in this bucket.';
COMMENT ON COLUMN candles.input_count IS 'Input bars, of whatever size; 0 where bar_count is 0.';
COMMENT ON COLUMN candles.revision IS '1 for the first content stored, one more for each change of it.';
COMMENT ON COLUMN candles.indicator_revision IS '1 for the first indicator values of a candle, one more for each change of them; 0 while there are none.';
COMMENT ON COLUMN candles.is_complete IS 'Whether bar_count reaches expected_bar_count.';
COMMENT ON COLUMN candles.source IS 'Provider of the bars.';
COMMENT ON COLUMN candles.job_id IS 'The run that wrote this revision.';
COMMENT ON COLUMN candles.job_version IS 'Version of the program that wrote it.';
COMMENT ON COLUMN candles.input_bars IS 'For a 5m candle that is not simply one 5-minute bar: its input bars, versioned columns; else NULL.';
COMMENT ON COLUMN candles.sma_20 IS 'Simple moving average of 20 closes. NULL until defined.';
COMMENT ON COLUMN candles.sma_50 IS 'Simple moving average of 50 closes. NULL until defined.';
COMMENT ON COLUMN candles.sma_200 IS 'Simple moving average of 200 closes. NULL until defined.';
COMMENT ON COLUMN candles.ema_12 IS 'Exponential moving average of 12, begun with the mean of its first 12 closes. NULL until defined.';
COMMENT ON COLUMN candles.ema_26 IS 'Exponential moving average of 26, begun with the mean of its first 26 closes. NULL until defined.';
COMMENT ON COLUMN candles.macd IS 'ema_12 - ema_26. NULL until defined.';
COMMENT ON COLUMN candles.macd_signal IS 'Exponential moving average of 9 of macd. NULL until defined.';
COMMENT ON COLUMN candles.macd_histogram IS 'macd - macd_signal. NULL until defined.';
COMMENT ON COLUMN candles.adx_14 IS 'Average directional index, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.plus_di_14 IS 'Positive directional indicator, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.minus_di_14 IS 'Negative directional indicator, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.rsi_14 IS 'Relative strength index by Wilder, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.stoch_k IS 'Raw stochastic of 14, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.stoch_d IS 'Mean of 3 stoch_k. NULL until defined.';
COMMENT ON COLUMN candles.cci_20 IS 'Commodity channel index of 20. NULL until defined.';
COMMENT ON COLUMN candles.bb_upper IS 'Upper Bollinger band: bb_middle + 2 population standard deviations of 20 closes. NULL until defined.';
COMMENT ON COLUMN candles.bb_middle IS 'Middle Bollinger band: sma_20. NULL until defined.';
COMMENT ON COLUMN candles.bb_lower IS 'Lower Bollinger band. NULL until defined.';
COMMENT ON COLUMN candles.atr_14 IS 'Average true range of 14 by Wilder, in price. NULL until defined.';
COMMENT ON COLUMN candles.obv IS 'On-balance volume since the first candle: compare only its changes. NULL until defined.';
COMMENT ON COLUMN candles.vwap IS 'Volume-weighted average of (high + low + close) / 3 of the session date so far; NULL without volume.';
COMMENT ON COLUMN candles.mfi_14 IS 'Money flow index of 14, 0 to 100. NULL until defined.';
COMMENT ON COLUMN candles.indicators IS 'Further indicators that setups ask for, by name; a value that is not defined yet is not in it.';
COMMENT ON COLUMN candles.indicator_hash IS '64-bit hash of all indicator values; 0 while there are none.';

COMMENT ON TABLE fold_snapshots IS 'A symbols fold as it was before the first bar of a month, so that a later run can start there.';
COMMENT ON COLUMN fold_snapshots.symbol IS 'Canonical id.';
COMMENT ON COLUMN fold_snapshots.at IS 'Open of the months first session.';
COMMENT ON COLUMN fold_snapshots.session_date IS 'Trading day of that session.';
COMMENT ON COLUMN fold_snapshots.version IS 'Version of the byte form.';
COMMENT ON COLUMN fold_snapshots.fingerprint IS 'Calendar, alignment and hours that the fold was made under; a run under others ignores it.';
COMMENT ON COLUMN fold_snapshots.bytes IS 'The fold.';
COMMENT ON COLUMN fold_snapshots.job_id IS 'The run that wrote it.';
COMMENT ON COLUMN fold_snapshots.created_at IS 'When it was first written.';

COMMENT ON TABLE backfill_jobs IS 'Bounded runs, with the equation bars_in = accepted + duplicate + late + rejected.';
COMMENT ON COLUMN backfill_jobs.id IS 'Id of the run.';
COMMENT ON COLUMN backfill_jobs.status IS 'running, finished, failed or cancelled.';
COMMENT ON COLUMN backfill_jobs.started_at IS 'When it was first started.';
COMMENT ON COLUMN backfill_jobs.finished_at IS 'When it ended; NULL while it runs.';
COMMENT ON COLUMN backfill_jobs.range_from IS 'Bars that open from here, inclusive; NULL: no limit.';
COMMENT ON COLUMN backfill_jobs.range_to IS 'Bars that open before this, exclusive; NULL: no limit.';
COMMENT ON COLUMN backfill_jobs.as_of IS 'Candles that close by this time are final.';
COMMENT ON COLUMN backfill_jobs.settings IS 'The settings in force, without secrets.';
COMMENT ON COLUMN backfill_jobs.job_version IS 'Version of the program.';
COMMENT ON COLUMN backfill_jobs.attempts IS '1, and one more for each resume.';
COMMENT ON COLUMN backfill_jobs.bars_in IS 'Input records, unreadable lines included.';
COMMENT ON COLUMN backfill_jobs.accepted IS 'Bars that went into candles, corrections included.';
COMMENT ON COLUMN backfill_jobs.duplicate IS 'Bars that were there already with equal values.';
COMMENT ON COLUMN backfill_jobs.corrected IS 'Accepted bars that replaced other values.';
COMMENT ON COLUMN backfill_jobs.late IS 'Bars beyond the horizon of corrections.';
COMMENT ON COLUMN backfill_jobs.rejected IS 'Records that are not valid bars.';
COMMENT ON COLUMN backfill_jobs.handed IS 'Bars handed over to a live job, which counts them; in no other count here.';
COMMENT ON COLUMN backfill_jobs.handed_since IS 'What opens from here on was handed over; NULL: nothing was.';
COMMENT ON COLUMN backfill_jobs.rejected_by_reason IS 'Rejected records by reason code.';
COMMENT ON COLUMN backfill_jobs.candles IS 'Candles sent, revisions included.';
COMMENT ON COLUMN backfill_jobs.revised IS 'Candles sent with a revision above 1.';
COMMENT ON COLUMN backfill_jobs.message IS 'Why it failed.';

COMMENT ON TABLE backfill_job_inputs IS 'What became of each symbols input in a run; adds up to its backfill_jobs row.';
COMMENT ON COLUMN backfill_job_inputs.job_id IS 'The run.';
COMMENT ON COLUMN backfill_job_inputs.symbol IS 'Canonical id.';
COMMENT ON COLUMN backfill_job_inputs.bars_in IS 'Input records.';
COMMENT ON COLUMN backfill_job_inputs.accepted IS 'Bars that went into candles.';
COMMENT ON COLUMN backfill_job_inputs.duplicate IS 'Bars that were there already.';
COMMENT ON COLUMN backfill_job_inputs.corrected IS 'Accepted bars that replaced other values.';
COMMENT ON COLUMN backfill_job_inputs.late IS 'Bars beyond the horizon.';
COMMENT ON COLUMN backfill_job_inputs.rejected IS 'Records that are not valid bars.';
COMMENT ON COLUMN backfill_job_inputs.rejected_by_reason IS 'Rejected records by reason code.';
COMMENT ON COLUMN backfill_job_inputs.first_bar IS 'Open time of the first accepted bar.';
COMMENT ON COLUMN backfill_job_inputs.last_bar IS 'Open time of the last accepted bar.';

COMMENT ON TABLE backfill_job_symbols IS 'What a run wrote of each symbol and timeframe.';
COMMENT ON COLUMN backfill_job_symbols.job_id IS 'The run.';
COMMENT ON COLUMN backfill_job_symbols.symbol IS 'Canonical id.';
COMMENT ON COLUMN backfill_job_symbols.timeframe IS 'The timeframe.';
COMMENT ON COLUMN backfill_job_symbols.candles IS 'Candles sent, revisions included.';
COMMENT ON COLUMN backfill_job_symbols.revised IS 'Candles sent with a revision above 1.';

COMMENT ON TABLE job_leases IS 'Who may write. A run that starts takes the next epoch; every write of an older one is refused.';
COMMENT ON COLUMN job_leases.name IS 'What the lease is for.';
COMMENT ON COLUMN job_leases.epoch IS 'Grows by one with each holder.';
COMMENT ON COLUMN job_leases.holder IS 'Host and process that took it.';
COMMENT ON COLUMN job_leases.job_id IS 'The run that holds it.';
COMMENT ON COLUMN job_leases.acquired_at IS 'When it was taken.';
COMMENT ON COLUMN job_leases.settings IS 'What the live job was told, without secrets; null for bounded runs, which keep theirs in backfill_jobs.';

COMMENT ON TABLE rejected_rows IS 'Input that did not become candles, and rows that Postgres refused. A replay adds nothing.';
COMMENT ON COLUMN rejected_rows.id IS 'Hash of what the row says, without the horizon of a late bar, which depends on how much was read at once.';
COMMENT ON COLUMN rejected_rows.kind IS 'rejected: not a valid bar; late: beyond the horizon of corrections; poison: a candle that Postgres refused.';
COMMENT ON COLUMN rejected_rows.symbol IS 'As found in the input.';
COMMENT ON COLUMN rejected_rows.open_time IS 'Open time of the bar or candle; NULL when none could be read.';
COMMENT ON COLUMN rejected_rows.reason IS 'Reason code; for poison the constraint or condition.';
COMMENT ON COLUMN rejected_rows.place IS 'Where it stands: a file and line; for late the horizon; for poison the timeframe.';
COMMENT ON COLUMN rejected_rows.text IS 'The input as found, at most 256 characters.';
COMMENT ON COLUMN rejected_rows.source IS 'Provider.';
COMMENT ON COLUMN rejected_rows.sqlstate IS 'What Postgres answered; NULL unless poison.';
COMMENT ON COLUMN rejected_rows.job_id IS 'The run that first met it.';
COMMENT ON COLUMN rejected_rows.created_at IS 'When it was first met.';

COMMENT ON TABLE candle_revisions IS 'What candles said before a correction, append-only: a row is added when a candle or its indicators are replaced. What they say now is in candles only.';
DO $$
DECLARE
    shared record;
BEGIN
    FOR shared IN SELECT a.attname, col_description(c.attrelid, c.attnum) AS description
        FROM pg_attribute AS a JOIN pg_attribute AS c ON c.attname = a.attname AND c.attrelid = 'candles'::regclass
        WHERE a.attrelid = 'candle_revisions'::regclass AND a.attnum > 0 LOOP
        EXECUTE format('COMMENT ON COLUMN candle_revisions.%I IS %L', shared.attname, shared.description);
    END LOOP;
END
$$;
COMMENT ON COLUMN candle_revisions.known_at IS 'Since when this content was stored, by the writers clock.';
COMMENT ON COLUMN candle_revisions.known_until IS 'When it was replaced, exclusive.';

COMMENT ON TABLE trading_setups IS 'Which strategies run on which candles. A bounded run reads the active ones once, at its start; changes are notified on channel trading_setups.';
COMMENT ON COLUMN trading_setups.id IS 'Names the setup in signals; lower case letters, digits, - and _.';
COMMENT ON COLUMN trading_setups.symbol IS 'Canonical id.';
COMMENT ON COLUMN trading_setups.timeframes IS 'On which candles it runs; a live job stores and sends those of active setups.';
COMMENT ON COLUMN trading_setups.indicators IS 'Indicators beyond the typed columns, in canonical form: sma(10).';
COMMENT ON COLUMN trading_setups.strategies IS 'Strategies with all their parameters, in canonical form: sma_cross(20,50).';
COMMENT ON COLUMN trading_setups.status IS 'active: computed; paused: not now; stopped: could not be, see status_reason; not until it is resumed.';
COMMENT ON COLUMN trading_setups.status_reason IS 'Why it is paused or was stopped.';
COMMENT ON COLUMN trading_setups.created_at IS 'When it was added.';
COMMENT ON COLUMN trading_setups.updated_at IS 'When it was last changed.';

COMMENT ON TABLE strategy_signals IS 'What strategies said, one row per event: the newest revision of it. Those with status RETRACTED no longer stand.';
COMMENT ON COLUMN strategy_signals.id IS 'The same for the same event in every run: a name-based UUID of setup, strategy, symbol, timeframe and open time; event_id in Kafka.';
COMMENT ON COLUMN strategy_signals.setup IS 'Id of the trading setup, which may have been removed since.';
COMMENT ON COLUMN strategy_signals.symbol IS 'Canonical id.';
COMMENT ON COLUMN strategy_signals.timeframe IS 'Of the candle.';
COMMENT ON COLUMN strategy_signals.strategy IS 'With all its parameters: sma_cross(20,50).';
COMMENT ON COLUMN strategy_signals.open_time IS 'Of the candle; chart markers sit here.';
COMMENT ON COLUMN strategy_signals.close_time IS 'Of the candle: when the signal became known.';
COMMENT ON COLUMN strategy_signals.signal_type IS 'BUY or SELL; HOLD is never written by a job.';
COMMENT ON COLUMN strategy_signals.price IS 'Close of the candle.';
COMMENT ON COLUMN strategy_signals.confidence IS 'From 0 to 1, grows with the strength of the event; each strategy documents its formula.';
COMMENT ON COLUMN strategy_signals.indicator_values IS 'What it was decided on, by name.';
COMMENT ON COLUMN strategy_signals.candle_revision IS 'Revision of the candle it was decided on.';
COMMENT ON COLUMN strategy_signals.revision IS '1 for what was said first, one more for each change of it.';
COMMENT ON COLUMN strategy_signals.status IS 'NEW, REVISED by a correction, or RETRACTED.';
COMMENT ON COLUMN strategy_signals.data_source IS 'Provider of the bars.';
COMMENT ON COLUMN strategy_signals.content_hash IS '64-bit hash of what it says; 0 when retracted. Equal content is not sent again.';
COMMENT ON COLUMN strategy_signals.job_id IS 'The run that wrote this revision.';
COMMENT ON COLUMN strategy_signals.epoch IS 'Of that runs lease.';
COMMENT ON COLUMN strategy_signals.known_at IS 'When this revision was written.';

COMMENT ON TABLE order_executions IS 'Orders and what became of them. Empty until an order pipeline runs.';
COMMENT ON COLUMN order_executions.id IS 'Number of the row.';
COMMENT ON COLUMN order_executions.client_order_id IS 'Follows from the signal, so that a repeated signal is the same order.';
COMMENT ON COLUMN order_executions.broker_order_id IS 'The brokers own id, once it is known.';
COMMENT ON COLUMN order_executions.mode IS 'paper or live.';
COMMENT ON COLUMN order_executions.account IS 'The account it counts against.';
COMMENT ON COLUMN order_executions.setup IS 'Id of the trading setup.';
COMMENT ON COLUMN order_executions.signal_id IS 'The strategy_signals row that caused it; NULL for an order by hand.';
COMMENT ON COLUMN order_executions.symbol IS 'Canonical id.';
COMMENT ON COLUMN order_executions.side IS 'BUY or SELL.';
COMMENT ON COLUMN order_executions.order_type IS 'MARKET, LIMIT, STOP or STOP_LIMIT.';
COMMENT ON COLUMN order_executions.quantity IS 'Ordered, in units of the instrument.';
COMMENT ON COLUMN order_executions.limit_price IS 'For LIMIT and STOP_LIMIT.';
COMMENT ON COLUMN order_executions.stop_price IS 'For STOP and STOP_LIMIT.';
COMMENT ON COLUMN order_executions.status IS 'PENDING, SUBMITTED, PARTIALLY_FILLED, FILLED, CANCELLED, REJECTED, EXPIRED, or UNKNOWN until the broker was asked.';
COMMENT ON COLUMN order_executions.status_reason IS 'Why it was rejected, cancelled or is unknown.';
COMMENT ON COLUMN order_executions.filled_quantity IS 'Filled so far.';
COMMENT ON COLUMN order_executions.average_fill_price IS 'Mean price of what was filled, weighted by quantity.';
COMMENT ON COLUMN order_executions.fees IS 'Paid so far.';
COMMENT ON COLUMN order_executions.fee_currency IS 'Currency of the fees.';
COMMENT ON COLUMN order_executions.created_at IS 'When it was decided on.';
COMMENT ON COLUMN order_executions.submitted_at IS 'When it was sent.';
COMMENT ON COLUMN order_executions.filled_at IS 'When the last part was filled.';
COMMENT ON COLUMN order_executions.updated_at IS 'When this row was last written.';

COMMENT ON TABLE favorites IS 'Symbols that somebody marked.';
COMMENT ON COLUMN favorites.symbol IS 'Canonical id.';
COMMENT ON COLUMN favorites.added_at IS 'When it was marked.';

COMMENT ON TABLE symbol_progress IS 'Where a live job begins that has no checkpoint: one row per symbol.';
COMMENT ON COLUMN symbol_progress.symbol IS 'Canonical id.';
COMMENT ON COLUMN symbol_progress.covered_until IS 'Market time: all that came up to here is in every sink. What came later is asked for again.';
COMMENT ON COLUMN symbol_progress.job_id IS 'The run that wrote this.';
COMMENT ON COLUMN symbol_progress.updated_at IS 'When: rows that the same run wrote later may be missing from other sinks.';

COMMENT ON TABLE live_counts IS 'What became of the input of a live job, as of its newest checkpoint: one row per symbol, with bars_in = accepted + duplicate + late + rejected. It goes on over crashes and restores; a job that begins without a checkpoint counts anew.';
COMMENT ON COLUMN live_counts.symbol IS 'Canonical id.';
COMMENT ON COLUMN live_counts.bars_in IS 'Input records, those that are no bars included.';
COMMENT ON COLUMN live_counts.accepted IS 'Bars that reached the fold, corrections included.';
COMMENT ON COLUMN live_counts.duplicate IS 'Bars that were there already, with the same values.';
COMMENT ON COLUMN live_counts.corrected IS 'Accepted bars that replaced another.';
COMMENT ON COLUMN live_counts.late IS 'Bars beyond the horizon of corrections; they are in rejected_rows.';
COMMENT ON COLUMN live_counts.rejected IS 'Records that never reached state; they are in rejected_rows.';
COMMENT ON COLUMN live_counts.rejected_by_reason IS 'Reason code to count.';
COMMENT ON COLUMN live_counts.first_bar IS 'Open of the earliest accepted bar.';
COMMENT ON COLUMN live_counts.last_bar IS 'Open of the latest accepted bar.';
COMMENT ON COLUMN live_counts.job_id IS 'The run that wrote this.';
COMMENT ON COLUMN live_counts.updated_at IS 'When: symbols without input since then have no newer row.';

COMMENT ON TABLE bar_handovers IS 'Bars of months that the live job holds, handed over by bounded runs: one row per run and symbol, until the live job has folded them.';
COMMENT ON COLUMN bar_handovers.id IS 'Grows with each hand-over: of two bars that open at the same time, the one with the higher id wins.';
COMMENT ON COLUMN bar_handovers.symbol IS 'Canonical id.';
COMMENT ON COLUMN bar_handovers.since IS 'Market time from which on the live job takes the symbol up again.';
COMMENT ON COLUMN bar_handovers.bars IS 'How many there are in handed_bars.';
COMMENT ON COLUMN bar_handovers.first_bar IS 'Open of the earliest of them.';
COMMENT ON COLUMN bar_handovers.last_bar IS 'Open of the latest of them.';
COMMENT ON COLUMN bar_handovers.source IS 'Provider of the bars.';
COMMENT ON COLUMN bar_handovers.job_id IS 'The run that handed them over.';
COMMENT ON COLUMN bar_handovers.handed_at IS 'When.';

COMMENT ON TABLE handed_bars IS 'The bars of bar_handovers. They are valid: what is not was rejected by the run.';
COMMENT ON COLUMN handed_bars.handover_id IS 'Which hand-over they belong to.';
COMMENT ON COLUMN handed_bars.seq IS 'Order in which they came, from 0.';
COMMENT ON COLUMN handed_bars.open_time IS 'When the bar opens.';
COMMENT ON COLUMN handed_bars.bar_size IS '1m or 5m.';
COMMENT ON COLUMN handed_bars.open IS 'First price.';
COMMENT ON COLUMN handed_bars.high IS 'Highest price.';
COMMENT ON COLUMN handed_bars.low IS 'Lowest price.';
COMMENT ON COLUMN handed_bars.close IS 'Last price.';
COMMENT ON COLUMN handed_bars.volume IS 'Units traded.';

COMMENT ON FUNCTION candles_as_known_at(timestamptz) IS 'Candles with their indicators as they were stored at that time. Filter it like candles, by symbol, timeframe and open_time.';
COMMENT ON FUNCTION notify_trading_setup() IS 'Tells who listens on channel trading_setups which setup changed.';
COMMENT ON FUNCTION notify_followed_symbol() IS 'Tells who listens on channel followed_symbols which symbol changed.';
COMMENT ON FUNCTION notify_bar_handover() IS 'Tells who listens on channel bar_handovers that there is something new, or something taken.';
COMMENT ON TRIGGER bar_handovers_notify ON bar_handovers IS 'A running live job hears of the change at once; without the hint, when it next reads the table.';
COMMENT ON TRIGGER trading_setups_notify ON trading_setups IS 'A running live job hears of the change at once; without the hint, when it next reads the table.';
COMMENT ON TRIGGER tracked_symbols_notify ON tracked_symbols IS 'A running live job hears of the change at once; without the hint, when it next reads the table.';
COMMENT ON TRIGGER favorites_notify ON favorites IS 'A running live job hears of the change at once; without the hint, when it next reads the table.';
COMMENT ON FUNCTION hold_lease(text, bigint) IS 'True while that epoch holds the lease, and keeps others from taking over until the transaction ends; else fails with SQLSTATE CM001.';

COMMENT ON TABLE candles_default IS 'Catches candles whose month has no partition; should be empty, see default_partition_alert.';
COMMENT ON FUNCTION ensure_partitions(timestamptz, timestamptz) IS 'Makes the monthly partitions of [from_time, to_time) that are missing, moves rows there from the default partition, and says how many it made.';
COMMENT ON FUNCTION trim_fold_snapshots(text[]) IS 'Keeps the newest six snapshots of each given symbol and, of the older ones, the first of each quarter.';

RESET ROLE;
