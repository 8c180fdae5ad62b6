SET ROLE candlemill_owner;

-- A candle without bars stands for missing ones and is flat.
ALTER TABLE candles
    DROP CONSTRAINT candles_counts,
    ADD CONSTRAINT candles_counts CHECK (
        bar_count >= 0 AND revision > 0 AND (bar_count = 0) = (input_count = 0)
        AND (bar_count > 0 OR (volume = 0 AND open = close AND high = close AND low = close)));

RESET ROLE;
