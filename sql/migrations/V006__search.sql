-- Search by similar spelling needs pg_trgm, which comes with Postgres; a server without it finds by prefix only.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'pg_trgm is not there (%): the symbol search will not find misspelled names', SQLERRM;
END
$$;

SET ROLE candlemill_owner;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE INDEX ticker_index_name_similar ON ticker_index USING gin (name gin_trgm_ops);
        CREATE INDEX ticker_index_ticker_similar ON ticker_index USING gin (ticker gin_trgm_ops);
    END IF;
EXCEPTION WHEN undefined_object THEN
    RAISE NOTICE 'pg_trgm is in a schema that is not searched: the symbol search will not find misspelled names';
END
$$;

-- An administrator lists symbols over the API.
GRANT INSERT, UPDATE ON ticker_index TO candlemill_api;

RESET ROLE;
