-- An activity ends once, from its first day on which it is no more, on a document. The affiliation stays; nothing of it is edited.
ALTER TABLE self_employed_cessation
    ADD CONSTRAINT self_employed_cessation_document CHECK (btrim(document) <> ''),
    ADD CONSTRAINT self_employed_cessation_day CHECK (ended_on <= (at AT TIME ZONE 'Africa/Algiers')::date + 1
        AND document_on <= (at AT TIME ZONE 'Africa/Algiers')::date);
CREATE FUNCTION self_employed_cessation_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM self_employed_affiliation a WHERE a.id = NEW.affiliation_id AND a.ended_on IS NULL AND a.started_on < NEW.ended_on) THEN
        RAISE EXCEPTION 'the activity had not begun by then, or has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'self_employed_cessation_day';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER self_employed_cessation_guard AFTER INSERT ON self_employed_cessation FOR EACH ROW EXECUTE FUNCTION self_employed_cessation_guard();
