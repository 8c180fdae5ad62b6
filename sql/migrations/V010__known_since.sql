SET ROLE candlemill_owner;

-- What was said since a time: a restored live job asks for it, and so does who waits for new signals. Revisions are only
-- ever added, so ranges of blocks are enough; signals are updated where they are, and are few.
CREATE INDEX candle_revisions_known_until ON candle_revisions USING brin (known_until) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX strategy_signals_known_at ON strategy_signals (known_at);

RESET ROLE;
