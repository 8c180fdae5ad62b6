-- Roles belong to the whole server, so another database may have made them already.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['candlemill_owner', 'candlemill_job', 'candlemill_api', 'candlemill_read'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = role_name);
        BEGIN
            -- Without a password a role cannot log in over the network until somebody sets one.
            EXECUTE format('CREATE ROLE %I %s', role_name,
                CASE role_name WHEN 'candlemill_owner' THEN 'NOLOGIN' ELSE 'LOGIN' END);
            IF role_name IN ('candlemill_api', 'candlemill_read') THEN
                EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', role_name,
                    CASE role_name WHEN 'candlemill_api' THEN '10s' ELSE '60s' END);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- another migration was faster
        END;
    END LOOP;
    BEGIN
        EXECUTE format('GRANT candlemill_owner TO %I', current_user);
    EXCEPTION WHEN insufficient_privilege THEN
        NULL; -- a member already, or SET ROLE below says what is missing
    END;
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO candlemill_job', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO candlemill_api, candlemill_read', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO candlemill_owner;
GRANT USAGE ON SCHEMA public TO candlemill_job, candlemill_api, candlemill_read;
GRANT SELECT ON flyway_schema_history TO candlemill_owner, candlemill_job, candlemill_api, candlemill_read;

SET ROLE candlemill_owner;

-- Partitions are made later, by ensure_partitions; they get their rights from here.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO candlemill_job;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO candlemill_api, candlemill_read;

CREATE TABLE ticker_index (
    symbol     text COLLATE "C" PRIMARY KEY,
    ticker     text NOT NULL,
    venue      text NOT NULL,
    name       text,
    kind       text NOT NULL DEFAULT 'stock'
               CHECK (kind IN ('stock', 'etf', 'index', 'crypto', 'fx', 'future')),
    currency   text,
    is_primary boolean NOT NULL DEFAULT true,
    is_active  boolean NOT NULL DEFAULT true,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticker_index_ticker ON ticker_index (ticker);

CREATE TABLE tracked_symbols (
    symbol     text COLLATE "C" PRIMARY KEY,
    timeframes text[] NOT NULL DEFAULT '{1h,1d}'
               CHECK (timeframes <@ ARRAY['5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h',
                                          '6h', '8h', '12h', '1d', '1w', '1M']),
    added_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tracked_symbols_timeframes ON tracked_symbols USING gin (timeframes);

-- NaN is above infinity in Postgres, so "< 'Infinity'" refuses both.
CREATE TABLE candles (
    symbol             text COLLATE "C" NOT NULL,
    timeframe          text COLLATE "C" NOT NULL,
    open_time          timestamptz NOT NULL,
    close_time         timestamptz NOT NULL,
    open               double precision NOT NULL,
    high               double precision NOT NULL,
    low                double precision NOT NULL,
    close              double precision NOT NULL,
    volume             double precision NOT NULL,
    content_hash       bigint NOT NULL,
    ingested_at        timestamptz NOT NULL DEFAULT now(),
    session_date       date NOT NULL,
    bar_count          integer NOT NULL,
    expected_bar_count integer NOT NULL,
    input_count        integer NOT NULL,
    revision           integer NOT NULL,
    indicator_revision integer NOT NULL DEFAULT 0,
    is_complete        boolean NOT NULL,
    source             text NOT NULL,
    job_id             text NOT NULL,
    job_version        text NOT NULL,
    input_bars         bytea,
    PRIMARY KEY (symbol, timeframe, open_time),
    CONSTRAINT candles_timeframe CHECK (timeframe IN (
        '5m', '10m', '15m', '30m', '45m', '1h', '2h', '3h', '4h', '6h', '8h', '12h', '1d', '1w', '1M')),
    CONSTRAINT candles_finite CHECK (
        open < 'Infinity' AND open > '-Infinity' AND high < 'Infinity' AND high > '-Infinity'
        AND low < 'Infinity' AND low > '-Infinity' AND close < 'Infinity' AND close > '-Infinity'
        AND volume < 'Infinity' AND volume >= 0),
    CONSTRAINT candles_range CHECK (
        low <= open AND low <= close AND high >= open AND high >= close AND close_time > open_time),
    CONSTRAINT candles_counts CHECK (bar_count > 0 AND input_count > 0 AND revision > 0)
) PARTITION BY RANGE (open_time);

CREATE TABLE candles_default PARTITION OF candles DEFAULT;

CREATE TABLE fold_snapshots (
    symbol       text COLLATE "C" NOT NULL,
    at           timestamptz NOT NULL,
    session_date date NOT NULL,
    version      smallint NOT NULL,
    fingerprint  text NOT NULL,
    bytes        bytea NOT NULL,
    job_id       text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (symbol, at)
);

CREATE TABLE backfill_jobs (
    id                 text PRIMARY KEY,
    status             text NOT NULL DEFAULT 'running'
                       CHECK (status IN ('running', 'finished', 'failed', 'cancelled')),
    started_at         timestamptz NOT NULL DEFAULT now(),
    finished_at        timestamptz,
    range_from         timestamptz,
    range_to           timestamptz,
    as_of              timestamptz,
    settings           jsonb NOT NULL DEFAULT '{}',
    job_version        text NOT NULL DEFAULT '',
    attempts           integer NOT NULL DEFAULT 1,
    bars_in            bigint NOT NULL DEFAULT 0,
    accepted           bigint NOT NULL DEFAULT 0,
    duplicate          bigint NOT NULL DEFAULT 0,
    corrected          bigint NOT NULL DEFAULT 0,
    late               bigint NOT NULL DEFAULT 0,
    rejected           bigint NOT NULL DEFAULT 0,
    rejected_by_reason jsonb NOT NULL DEFAULT '{}',
    candles            bigint NOT NULL DEFAULT 0,
    revised            bigint NOT NULL DEFAULT 0,
    message            text
);
CREATE INDEX backfill_jobs_started_at ON backfill_jobs (started_at);

CREATE TABLE backfill_job_inputs (
    job_id             text NOT NULL REFERENCES backfill_jobs (id) ON DELETE CASCADE,
    symbol             text COLLATE "C" NOT NULL,
    bars_in            bigint NOT NULL,
    accepted           bigint NOT NULL,
    duplicate          bigint NOT NULL,
    corrected          bigint NOT NULL,
    late               bigint NOT NULL,
    rejected           bigint NOT NULL,
    rejected_by_reason jsonb NOT NULL DEFAULT '{}',
    first_bar          timestamptz,
    last_bar           timestamptz,
    PRIMARY KEY (job_id, symbol)
);

CREATE TABLE backfill_job_symbols (
    job_id    text NOT NULL REFERENCES backfill_jobs (id) ON DELETE CASCADE,
    symbol    text COLLATE "C" NOT NULL,
    timeframe text COLLATE "C" NOT NULL,
    candles   bigint NOT NULL,
    revised   bigint NOT NULL,
    PRIMARY KEY (job_id, symbol, timeframe)
);

CREATE TABLE job_leases (
    name        text PRIMARY KEY,
    epoch       bigint NOT NULL,
    holder      text NOT NULL,
    job_id      text NOT NULL,
    acquired_at timestamptz NOT NULL DEFAULT now()
);

-- The id is a hash of what the row says: a replay finds it there already.
CREATE TABLE rejected_rows (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('rejected', 'late', 'poison')),
    symbol     text COLLATE "C" NOT NULL,
    open_time  timestamptz,
    reason     text NOT NULL,
    place      text NOT NULL,
    text       text NOT NULL,
    source     text NOT NULL,
    sqlstate   text,
    job_id     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rejected_rows_created_at ON rejected_rows (created_at);
CREATE INDEX rejected_rows_symbol ON rejected_rows (symbol, open_time);

-- Jobs have no DDL rights and call this. Attaching a table, unlike CREATE ... PARTITION OF, does
-- not shut out readers and writers of the other partitions.
CREATE FUNCTION ensure_partitions(from_time timestamptz, to_time timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    month_start timestamp := date_trunc('month', from_time AT TIME ZONE 'UTC');
    part        text;
    lower_bound timestamptz;
    upper_bound timestamptz;
    made        integer := 0;
BEGIN
    IF from_time IS NULL OR to_time IS NULL OR to_time - from_time > interval '300 years' THEN
        RAISE EXCEPTION 'ensure_partitions: % to % is not a range of at most 300 years',
            from_time, to_time USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WHILE month_start AT TIME ZONE 'UTC' < to_time LOOP
        part := 'candles_' || to_char(month_start, 'YYYY_MM');
        lower_bound := month_start AT TIME ZONE 'UTC';
        month_start := month_start + interval '1 month';
        upper_bound := month_start AT TIME ZONE 'UTC';
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'public'::regnamespace);
        PERFORM pg_advisory_xact_lock(hashtext('candlemill.ensure_partitions'));
        -- Not to_regclass: its cache does not know yet what the former holder of the lock made.
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'public'::regnamespace);
        EXECUTE format('CREATE TABLE public.%I (LIKE public.candles INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', part);
        IF EXISTS (SELECT FROM public.candles_default WHERE open_time >= lower_bound AND open_time < upper_bound) THEN
            LOCK TABLE public.candles_default IN ACCESS EXCLUSIVE MODE;
            EXECUTE format('WITH moved AS (DELETE FROM public.candles_default WHERE open_time >= $1 AND open_time < $2 RETURNING *)
                INSERT INTO public.%I SELECT * FROM moved', part) USING lower_bound, upper_bound;
        END IF;
        EXECUTE format('ALTER TABLE public.candles ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            part, lower_bound, upper_bound);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- The newest six, and of the older ones the first of each quarter.
CREATE FUNCTION trim_fold_snapshots(symbols text[]) RETURNS integer
LANGUAGE sql SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH ranked AS (
        SELECT symbol, at,
               row_number() OVER (PARTITION BY symbol ORDER BY at DESC) AS age,
               row_number() OVER (PARTITION BY symbol, date_trunc('quarter', session_date::timestamp)
                                  ORDER BY at) AS place
        FROM public.fold_snapshots WHERE symbol = ANY (symbols)
    ), trimmed AS (
        DELETE FROM public.fold_snapshots AS s USING ranked AS r
        WHERE s.symbol = r.symbol AND s.at = r.at AND r.age > 6 AND r.place > 1
        RETURNING 1
    )
    SELECT count(*)::integer FROM trimmed
$$;

REVOKE EXECUTE ON FUNCTION ensure_partitions(timestamptz, timestamptz), trim_fold_snapshots(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_partitions(timestamptz, timestamptz) TO candlemill_job;
GRANT EXECUTE ON FUNCTION trim_fold_snapshots(text[]) TO candlemill_job;
GRANT INSERT, UPDATE, DELETE ON tracked_symbols TO candlemill_api;

RESET ROLE;
