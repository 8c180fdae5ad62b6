SET ROLE candlemill_owner;

CREATE TABLE symbol_progress (
    symbol        text COLLATE "C" PRIMARY KEY,
    covered_until timestamptz NOT NULL,
    job_id        text NOT NULL,
    updated_at    timestamptz NOT NULL DEFAULT now()
);

RESET ROLE;
