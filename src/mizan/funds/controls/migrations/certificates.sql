-- Sick-leave certificates as their feed tells them: who signed how many days for whom. No diagnosis has a place here.
ALTER TABLE controls_certificate_told
    ADD CONSTRAINT controls_certificate_told_ref CHECK (ref ~ '^[A-Z0-9][A-Z0-9./_-]{0,63}$' AND content_hash ~ '^[0-9a-f]{64}$' AND annuls <> ref),
    ADD CONSTRAINT controls_certificate_told_words CHECK (CASE annuls WHEN '' THEN prescriber ~ '^[0-9A-Z-]{3,16}$' AND days BETWEEN 1 AND 366
        AND num_nonnulls(person_id, signed_on, starts_on) = 3 ELSE prescriber = '' AND num_nonnulls(person_id, signed_on, starts_on, days) = 0 END),
    ADD CONSTRAINT controls_certificate_told_day CHECK (signed_on <= (at AT TIME ZONE 'Africa/Algiers')::date);
CREATE UNIQUE INDEX controls_certificate_told_annuls ON controls_certificate_told (annuls) WHERE annuls <> '';
CREATE INDEX controls_certificate_told_by ON controls_certificate_told (prescriber, signed_on) WHERE annuls = '';
CREATE INDEX controls_certificate_told_of ON controls_certificate_told (person_id, starts_on) WHERE annuls = '';

CREATE FUNCTION controls_certificate_told_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.annuls <> '' AND NOT EXISTS (SELECT 1 FROM controls_certificate_told t WHERE t.ref = NEW.annuls AND t.annuls = '') THEN
        RAISE EXCEPTION 'no certificate bears %', NEW.annuls USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_certificate_told_unknown';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER controls_certificate_told_guard AFTER INSERT ON controls_certificate_told FOR EACH ROW EXECUTE FUNCTION controls_certificate_told_guard();

-- The certificates that count at a cut-off, each with the sickness claim it came with, if one did: the first the person made within ninety days of the
-- stop. Those told by claim before there was a feed count where the feed says nothing of that claim.
CREATE FUNCTION controls_certificates(cut_off timestamptz) RETURNS TABLE (prescriber text, signed_on date, days integer, claim_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH told AS MATERIALIZED (
        SELECT t.prescriber::text, t.signed_on, t.days::integer, c.id AS claim_id FROM controls_certificate_told t
          LEFT JOIN LATERAL (SELECT x.id FROM benefits_claim x WHERE x.person_id = t.person_id AND x.kind = 'sickness'
                                AND x.received_on BETWEEN t.starts_on - 3 AND t.starts_on + 90 AND x.opened_at <= cut_off
                              ORDER BY x.received_on, x.id LIMIT 1) c ON true
         WHERE t.annuls = '' AND t.at <= cut_off AND NOT EXISTS (SELECT 1 FROM controls_certificate_told n WHERE n.annuls = t.ref AND n.at <= cut_off))
    SELECT * FROM told
    UNION ALL
    SELECT k.prescriber::text, k.signed_on, k.days::integer, k.claim_id FROM controls_certificate k
     WHERE k.at <= cut_off AND NOT EXISTS (SELECT 1 FROM told t WHERE t.claim_id = k.claim_id)
$$;
