SET ROLE candlemill_owner;

-- A hint only, the tables are the truth: who listens reads followed_symbols again.
CREATE FUNCTION notify_followed_symbol() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('followed_symbols', coalesce(NEW.symbol, OLD.symbol));
    RETURN NULL;
END
$$;

CREATE TRIGGER tracked_symbols_notify AFTER INSERT OR UPDATE OR DELETE ON tracked_symbols
FOR EACH ROW EXECUTE FUNCTION notify_followed_symbol();
CREATE TRIGGER favorites_notify AFTER INSERT OR UPDATE OR DELETE ON favorites
FOR EACH ROW EXECUTE FUNCTION notify_followed_symbol();

RESET ROLE;
