SET ROLE candlemill_owner;

-- Bars of months that a live job holds: a bounded run writes them here, the live job folds them and deletes them.
CREATE TABLE bar_handovers (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    symbol    text COLLATE "C" NOT NULL,
    since     timestamptz NOT NULL,
    bars      bigint NOT NULL CHECK (bars > 0),
    first_bar timestamptz NOT NULL,
    last_bar  timestamptz NOT NULL,
    source    text NOT NULL,
    job_id    text NOT NULL,
    handed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bar_handovers_symbol ON bar_handovers (symbol, id);

CREATE TABLE handed_bars (
    handover_id bigint NOT NULL REFERENCES bar_handovers ON DELETE CASCADE,
    seq         integer NOT NULL,
    open_time   timestamptz NOT NULL,
    bar_size    text COLLATE "C" NOT NULL CHECK (bar_size IN ('1m', '5m')),
    open        double precision NOT NULL CHECK (open < 'Infinity' AND open > '-Infinity'),
    high        double precision NOT NULL CHECK (high < 'Infinity' AND high > '-Infinity'),
    low         double precision NOT NULL CHECK (low < 'Infinity' AND low > '-Infinity'),
    close       double precision NOT NULL CHECK (close < 'Infinity' AND close > '-Infinity'),
    volume      double precision NOT NULL CHECK (volume >= 0 AND volume < 'Infinity'),
    PRIMARY KEY (handover_id, seq)
);

ALTER TABLE backfill_jobs
    ADD COLUMN handed bigint NOT NULL DEFAULT 0,
    ADD COLUMN handed_since timestamptz;

-- A hint only, the table is the truth: who listens reads bar_handovers again.
CREATE FUNCTION notify_bar_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('bar_handovers', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER bar_handovers_notify AFTER INSERT OR DELETE ON bar_handovers
FOR EACH STATEMENT EXECUTE FUNCTION notify_bar_handover();

RESET ROLE;
