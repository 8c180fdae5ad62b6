SET ROLE candlemill_owner;

-- Snapshots of the former layout hold no indicators, so nothing could continue from them.
DELETE FROM fold_snapshots;

-- Candles and their indicators are one row. All new columns are NULL in the rows that are there.
ALTER TABLE candles
    ADD COLUMN sma_20 double precision,
    ADD COLUMN sma_50 double precision,
    ADD COLUMN sma_200 double precision,
    ADD COLUMN ema_12 double precision,
    ADD COLUMN ema_26 double precision,
    ADD COLUMN macd double precision,
    ADD COLUMN macd_signal double precision,
    ADD COLUMN macd_histogram double precision,
    ADD COLUMN adx_14 double precision,
    ADD COLUMN plus_di_14 double precision,
    ADD COLUMN minus_di_14 double precision,
    ADD COLUMN rsi_14 double precision,
    ADD COLUMN stoch_k double precision,
    ADD COLUMN stoch_d double precision,
    ADD COLUMN cci_20 double precision,
    ADD COLUMN bb_upper double precision,
    ADD COLUMN bb_middle double precision,
    ADD COLUMN bb_lower double precision,
    ADD COLUMN atr_14 double precision,
    ADD COLUMN obv double precision,
    ADD COLUMN vwap double precision,
    ADD COLUMN mfi_14 double precision,
    ADD COLUMN indicators jsonb,
    ADD COLUMN indicator_hash bigint NOT NULL DEFAULT 0,
    -- NULL is neither: a value that is not defined yet passes.
    ADD CONSTRAINT candles_indicators_finite CHECK (
        sma_20 < 'Infinity' AND sma_20 > '-Infinity' AND
        sma_50 < 'Infinity' AND sma_50 > '-Infinity' AND
        sma_200 < 'Infinity' AND sma_200 > '-Infinity' AND
        ema_12 < 'Infinity' AND ema_12 > '-Infinity' AND
        ema_26 < 'Infinity' AND ema_26 > '-Infinity' AND
        macd < 'Infinity' AND macd > '-Infinity' AND
        macd_signal < 'Infinity' AND macd_signal > '-Infinity' AND
        macd_histogram < 'Infinity' AND macd_histogram > '-Infinity' AND
        adx_14 < 'Infinity' AND adx_14 > '-Infinity' AND
        plus_di_14 < 'Infinity' AND plus_di_14 > '-Infinity' AND
        minus_di_14 < 'Infinity' AND minus_di_14 > '-Infinity' AND
        rsi_14 < 'Infinity' AND rsi_14 > '-Infinity' AND
        stoch_k < 'Infinity' AND stoch_k > '-Infinity' AND
        stoch_d < 'Infinity' AND stoch_d > '-Infinity' AND
        cci_20 < 'Infinity' AND cci_20 > '-Infinity' AND
        bb_upper < 'Infinity' AND bb_upper > '-Infinity' AND
        bb_middle < 'Infinity' AND bb_middle > '-Infinity' AND
        bb_lower < 'Infinity' AND bb_lower > '-Infinity' AND
        atr_14 < 'Infinity' AND atr_14 > '-Infinity' AND
        obv < 'Infinity' AND obv > '-Infinity' AND
        vwap < 'Infinity' AND vwap > '-Infinity' AND
        mfi_14 < 'Infinity' AND mfi_14 > '-Infinity');

-- What a candle said before it said what it says now. A candle's current content is in "candles"
-- only: loading history writes nothing here, and costs nothing.
CREATE TABLE candle_revisions (
    symbol             text COLLATE "C" NOT NULL,
    timeframe          text COLLATE "C" NOT NULL,
    open_time          timestamptz NOT NULL,
    close_time         timestamptz NOT NULL,
    session_date       date NOT NULL,
    open               double precision NOT NULL,
    high               double precision NOT NULL,
    low                double precision NOT NULL,
    close              double precision NOT NULL,
    volume             double precision NOT NULL,
    bar_count          integer NOT NULL,
    expected_bar_count integer NOT NULL,
    input_count        integer NOT NULL,
    is_complete        boolean NOT NULL,
    revision           integer NOT NULL,
    indicator_revision integer NOT NULL,
    content_hash       bigint NOT NULL,
    indicator_hash     bigint NOT NULL,
    sma_20 double precision,
    sma_50 double precision,
    sma_200 double precision,
    ema_12 double precision,
    ema_26 double precision,
    macd double precision,
    macd_signal double precision,
    macd_histogram double precision,
    adx_14 double precision,
    plus_di_14 double precision,
    minus_di_14 double precision,
    rsi_14 double precision,
    stoch_k double precision,
    stoch_d double precision,
    cci_20 double precision,
    bb_upper double precision,
    bb_middle double precision,
    bb_lower double precision,
    atr_14 double precision,
    obv double precision,
    vwap double precision,
    mfi_14 double precision,
    indicators         jsonb,
    source             text NOT NULL,
    job_id             text NOT NULL,
    job_version        text NOT NULL,
    known_at           timestamptz NOT NULL,
    known_until        timestamptz NOT NULL,
    PRIMARY KEY (symbol, timeframe, open_time, revision, indicator_revision)
);

CREATE FUNCTION keep_candle_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.candle_revisions (
        symbol, timeframe, open_time, close_time, session_date, open, high, low, close, volume, bar_count,
        expected_bar_count, input_count, is_complete, revision, indicator_revision, content_hash,
        indicator_hash, sma_20, sma_50, sma_200, ema_12, ema_26, macd, macd_signal, macd_histogram, adx_14,
        plus_di_14, minus_di_14, rsi_14, stoch_k, stoch_d, cci_20, bb_upper, bb_middle, bb_lower, atr_14, obv,
        vwap, mfi_14, indicators, source, job_id, job_version,
        known_at, known_until)
    VALUES (
        OLD.symbol, OLD.timeframe, OLD.open_time, OLD.close_time, OLD.session_date, OLD.open, OLD.high,
        OLD.low, OLD.close, OLD.volume, OLD.bar_count, OLD.expected_bar_count, OLD.input_count,
        OLD.is_complete, OLD.revision, OLD.indicator_revision, OLD.content_hash, OLD.indicator_hash,
        OLD.sma_20, OLD.sma_50, OLD.sma_200, OLD.ema_12, OLD.ema_26, OLD.macd, OLD.macd_signal,
        OLD.macd_histogram, OLD.adx_14, OLD.plus_di_14, OLD.minus_di_14, OLD.rsi_14, OLD.stoch_k, OLD.stoch_d,
        OLD.cci_20, OLD.bb_upper, OLD.bb_middle, OLD.bb_lower, OLD.atr_14, OLD.obv, OLD.vwap, OLD.mfi_14,
        OLD.indicators, OLD.source, OLD.job_id, OLD.job_version,
        -- ingested_at is the writer's clock, and two writers' clocks differ
        OLD.ingested_at, greatest(NEW.ingested_at, OLD.ingested_at))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

-- Updates only: COPY into a table with a trigger on INSERT would be slower.
CREATE TRIGGER candles_keep_revision AFTER UPDATE ON candles FOR EACH ROW
WHEN ((OLD.revision, OLD.indicator_revision) IS DISTINCT FROM (NEW.revision, NEW.indicator_revision))
EXECUTE FUNCTION keep_candle_revision();

-- Without SET or SECURITY DEFINER, so that the planner inlines it and uses the callers filters.
CREATE FUNCTION candles_as_known_at(at timestamptz) RETURNS SETOF candle_revisions
LANGUAGE sql STABLE AS $$
    SELECT
        symbol, timeframe, open_time, close_time, session_date, open, high, low, close, volume, bar_count,
        expected_bar_count, input_count, is_complete, revision, indicator_revision, content_hash,
        indicator_hash, sma_20, sma_50, sma_200, ema_12, ema_26, macd, macd_signal, macd_histogram, adx_14,
        plus_di_14, minus_di_14, rsi_14, stoch_k, stoch_d, cci_20, bb_upper, bb_middle, bb_lower, atr_14, obv,
        vwap, mfi_14, indicators, source, job_id, job_version,
        ingested_at, 'infinity'::timestamptz
    FROM public.candles WHERE ingested_at <= at
    UNION ALL
    SELECT * FROM public.candle_revisions WHERE known_at <= at AND known_until > at
$$;

CREATE TABLE trading_setups (
    id            text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    symbol        text COLLATE "C" NOT NULL CHECK (symbol <> ''),
    timeframes    text[] NOT NULL CHECK (cardinality(timeframes) > 0 AND timeframes <@ ARRAY[
                      '5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h', '6h', '8h', '12h',
                      '1d', '1w', '1M']),
    indicators    text[] NOT NULL DEFAULT '{}' CHECK (array_position(indicators, NULL) IS NULL),
    strategies    text[] NOT NULL DEFAULT '{}' CHECK (array_position(strategies, NULL) IS NULL),
    status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'stopped')),
    status_reason text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX trading_setups_symbol ON trading_setups (symbol);
CREATE INDEX trading_setups_active ON trading_setups (symbol) WHERE status = 'active';
CREATE INDEX trading_setups_timeframes ON trading_setups USING gin (timeframes);

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

-- A hint only, the table is the truth: who listens reads the setup again.
CREATE FUNCTION notify_trading_setup() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('trading_setups', coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$$;

CREATE TRIGGER trading_setups_updated_at BEFORE UPDATE ON trading_setups
FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER trading_setups_notify AFTER INSERT OR UPDATE OR DELETE ON trading_setups
FOR EACH ROW EXECUTE FUNCTION notify_trading_setup();

-- Not a reference to trading_setups: what a setup said outlives it.
CREATE TABLE strategy_signals (
    id               uuid PRIMARY KEY,
    setup            text COLLATE "C" NOT NULL,
    symbol           text COLLATE "C" NOT NULL,
    timeframe        text COLLATE "C" NOT NULL,
    strategy         text COLLATE "C" NOT NULL,
    open_time        timestamptz NOT NULL,
    close_time       timestamptz NOT NULL,
    signal_type      text NOT NULL,
    price            numeric(20, 8) NOT NULL,
    confidence       double precision NOT NULL,
    indicator_values jsonb NOT NULL DEFAULT '{}',
    candle_revision  integer NOT NULL,
    revision         integer NOT NULL,
    status           text NOT NULL,
    data_source      text NOT NULL,
    content_hash     bigint NOT NULL,
    job_id           text NOT NULL,
    epoch            bigint NOT NULL,
    known_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT strategy_signals_key UNIQUE (setup, symbol, timeframe, open_time, strategy),
    CONSTRAINT strategy_signals_timeframe CHECK (timeframe IN (
        '5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h', '6h', '8h', '12h', '1d', '1w', '1M')),
    CONSTRAINT strategy_signals_times CHECK (close_time > open_time),
    CONSTRAINT strategy_signals_type CHECK (signal_type IN ('BUY', 'SELL', 'HOLD')),
    CONSTRAINT strategy_signals_status CHECK (status IN ('NEW', 'REVISED', 'RETRACTED')),
    CONSTRAINT strategy_signals_price CHECK (price <> 'NaN'),
    -- NaN is above 1.
    CONSTRAINT strategy_signals_confidence CHECK (confidence >= 0 AND confidence <= 1),
    CONSTRAINT strategy_signals_revisions CHECK (revision > 0 AND candle_revision > 0)
);
CREATE INDEX strategy_signals_close_time ON strategy_signals (close_time DESC);
CREATE INDEX strategy_signals_symbol ON strategy_signals (symbol, timeframe, open_time);

-- The same order is one row, however often it is sent: its client order id follows from the signal.
CREATE TABLE order_executions (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_order_id    text COLLATE "C" NOT NULL UNIQUE,
    broker_order_id    text,
    mode               text NOT NULL DEFAULT 'paper' CHECK (mode IN ('paper', 'live')),
    account            text NOT NULL,
    setup              text COLLATE "C" NOT NULL,
    signal_id          uuid,
    symbol             text COLLATE "C" NOT NULL,
    side               text NOT NULL CHECK (side IN ('BUY', 'SELL')),
    order_type         text NOT NULL CHECK (order_type IN ('MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT')),
    quantity           numeric(20, 8) NOT NULL CHECK (quantity > 0 AND quantity <> 'NaN'),
    limit_price        numeric(20, 8) CHECK (limit_price <> 'NaN'),
    stop_price         numeric(20, 8) CHECK (stop_price <> 'NaN'),
    status             text NOT NULL DEFAULT 'PENDING' CHECK (status IN (
                           'PENDING', 'SUBMITTED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED',
                           'REJECTED', 'EXPIRED', 'UNKNOWN')),
    status_reason      text,
    filled_quantity    numeric(20, 8) NOT NULL DEFAULT 0
                       CHECK (filled_quantity >= 0 AND filled_quantity <> 'NaN'),
    average_fill_price numeric(20, 8) CHECK (average_fill_price <> 'NaN'),
    fees               numeric(20, 8) NOT NULL DEFAULT 0 CHECK (fees <> 'NaN'),
    fee_currency       text,
    created_at         timestamptz NOT NULL DEFAULT now(),
    submitted_at       timestamptz,
    filled_at          timestamptz,
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT order_executions_filled CHECK (filled_quantity <= quantity),
    CONSTRAINT order_executions_fill_price CHECK (filled_quantity = 0 OR average_fill_price IS NOT NULL),
    CONSTRAINT order_executions_prices CHECK (
        (order_type NOT IN ('LIMIT', 'STOP_LIMIT') OR limit_price IS NOT NULL)
        AND (order_type NOT IN ('STOP', 'STOP_LIMIT') OR stop_price IS NOT NULL))
);
CREATE UNIQUE INDEX order_executions_broker ON order_executions (account, broker_order_id);
CREATE INDEX order_executions_account ON order_executions (account, created_at DESC);
CREATE INDEX order_executions_setup ON order_executions (setup, created_at DESC);
CREATE INDEX order_executions_signal ON order_executions (signal_id);
CREATE INDEX order_executions_symbol ON order_executions (symbol, created_at DESC);
CREATE INDEX order_executions_open ON order_executions (account, symbol)
    WHERE status IN ('PENDING', 'SUBMITTED', 'PARTIALLY_FILLED', 'UNKNOWN');
CREATE TRIGGER order_executions_updated_at BEFORE UPDATE ON order_executions
FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE favorites (
    symbol   text COLLATE "C" PRIMARY KEY CHECK (symbol <> ''),
    added_at timestamptz NOT NULL DEFAULT now()
);

-- For writers that send single statements: part of the statement, so the row lock and the write
-- are one transaction.
CREATE FUNCTION hold_lease(lease_name text, lease_epoch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    found_epoch  bigint;
    found_job    text;
    found_holder text;
BEGIN
    SELECT epoch, job_id, holder INTO found_epoch, found_job, found_holder
    FROM public.job_leases WHERE name = lease_name FOR SHARE;
    IF found_epoch IS NULL THEN
        RAISE EXCEPTION 'the lease "%" is gone from job_leases', lease_name USING ERRCODE = 'CM001';
    ELSIF found_epoch <> lease_epoch THEN
        RAISE EXCEPTION 'the lease "%" of epoch % was taken over: run % (%) holds epoch %',
            lease_name, lease_epoch, found_job, found_holder, found_epoch USING ERRCODE = 'CM001';
    END IF;
    RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION hold_lease(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_lease(text, bigint) TO candlemill_job;
-- Append-only.
REVOKE UPDATE, DELETE ON candle_revisions FROM candlemill_job;
GRANT INSERT, UPDATE, DELETE ON trading_setups, favorites TO candlemill_api;

RESET ROLE;
