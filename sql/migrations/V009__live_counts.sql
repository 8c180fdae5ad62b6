SET ROLE candlemill_owner;

-- A live job has no row in backfill_jobs, and its input has no end: what its state had counted at the newest checkpoint.
CREATE TABLE live_counts (
    symbol             text COLLATE "C" PRIMARY KEY,
    bars_in            bigint NOT NULL,
    accepted           bigint NOT NULL,
    duplicate          bigint NOT NULL,
    corrected          bigint NOT NULL,
    late               bigint NOT NULL,
    rejected           bigint NOT NULL,
    rejected_by_reason jsonb NOT NULL,
    first_bar          timestamptz,
    last_bar           timestamptz,
    job_id             text NOT NULL,
    updated_at         timestamptz NOT NULL DEFAULT now()
);

RESET ROLE;
