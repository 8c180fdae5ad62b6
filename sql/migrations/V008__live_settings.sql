SET ROLE candlemill_owner;

-- A live job has no row in backfill_jobs; commands that work on its candles take its settings for granted.
ALTER TABLE job_leases ADD COLUMN settings jsonb;

RESET ROLE;
