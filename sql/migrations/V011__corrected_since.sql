SET ROLE candlemill_owner;

-- A restored live job asks which candles were corrected since a time. The rows themselves say it, also of a candle whose
-- correction came in the same flush, of which candle_revisions holds nothing.
CREATE INDEX candles_corrected ON candles (ingested_at) WHERE revision > 1 OR indicator_revision > 1;
DROP INDEX candle_revisions_known_until;

RESET ROLE;
