-- What was published. The file itself is kept, and its hash is the database's own reckoning.
ALTER TABLE publication_edition
    ADD CONSTRAINT publication_edition_kind CHECK (kind IN ('figures', 'ssi', 'sdg')),
    ADD CONSTRAINT publication_edition_period CHECK (
        CASE kind WHEN 'figures' THEN period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' ELSE period ~ '^[0-9]{4}$' END),
    ADD CONSTRAINT publication_edition_hash CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    ADD CONSTRAINT publication_edition_csv CHECK (csv_sha256 ~ '^[0-9a-f]{64}$');
-- Each follows the last one, so that two nights never publish the same.
CREATE UNIQUE INDEX publication_edition_line ON publication_edition (kind, period, follows_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX publication_edition_latest ON publication_edition (kind, period, id DESC);
CREATE INDEX publication_edition_sha256 ON publication_edition (sha256);

CREATE FUNCTION publication_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.follows_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM publication_edition e WHERE e.id = NEW.follows_id AND (e.kind, e.period) = (NEW.kind, NEW.period) AND e.sha256 <> NEW.sha256) THEN
        RAISE EXCEPTION 'an edition follows one of the same document that says something else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_edition_follows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_edition_follows BEFORE INSERT ON publication_edition FOR EACH ROW EXECUTE FUNCTION publication_follows();
