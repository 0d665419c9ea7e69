-- The register of instructions and adopted documents. Nobody types a status or a measured figure: statuses are written by the batch role only,
-- baselines are compared with the figures by `mizan instructions verify`.

CREATE FUNCTION steering_reads() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT access_roles() && ARRAY['minister', 'director', 'auditor'] $$;

CREATE FUNCTION steering_writes() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT access_roles() && ARRAY['minister', 'director'] $$;

-- Whether the account may propose or decide a document: the minister, or the director of every fund it names.
CREATE FUNCTION steering_may(funds text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_may(ARRAY['minister'], '')
        OR (steering_writes() AND NOT EXISTS (SELECT 1 FROM unnest(funds) f WHERE f <> '' AND NOT access_may(ARRAY['director'], f)))
$$;

ALTER TABLE steering_communique
    ADD CONSTRAINT steering_communique_hash CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT steering_communique_language CHECK (language IN ('ar', 'fr'));
ALTER TABLE steering_draft
    ADD CONSTRAINT steering_draft_text CHECK (text <> '' AND span_start >= 0 AND span_end > span_start),
    ADD CONSTRAINT steering_draft_axis CHECK (axis IN ('balance', 'rights', 'digital', 'service', 'coordination')),
    ADD CONSTRAINT steering_draft_indicators CHECK (jsonb_typeof(indicators) = 'array' AND jsonb_typeof(notes) = 'array');
ALTER TABLE steering_draft_refused ADD CONSTRAINT steering_draft_refused_reason CHECK (btrim(reason) <> '');

ALTER TABLE steering_instruction
    ADD CONSTRAINT steering_instruction_owner CHECK (btrim(owner) <> ''),
    ADD CONSTRAINT steering_instruction_text CHECK (btrim(text_ar) <> '' OR btrim(text_fr) <> ''),
    ADD CONSTRAINT steering_instruction_axis CHECK (axis IN ('balance', 'rights', 'digital', 'service', 'coordination')),
    ADD CONSTRAINT steering_instruction_fund CHECK (fund IN ('', 'CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT steering_instruction_aims CHECK (aims BETWEEN 1 AND 60),
    ADD CONSTRAINT steering_instruction_chain CHECK (
        CASE WHEN version = 1 THEN supersedes_id IS NULL AND root = id AND reason = ''
             ELSE version > 1 AND supersedes_id IS NOT NULL AND root < id AND btrim(reason) <> '' END);
ALTER TABLE steering_aim
    ADD CONSTRAINT steering_aim_state CHECK (baseline_state IN ('measured', 'late', 'failed', 'not_covered')),
    ADD CONSTRAINT steering_aim_baseline CHECK (
        CASE baseline_state WHEN 'measured' THEN num_nonnulls(baseline, baseline_month) = 2 AND baseline_hash ~ '^[0-9a-f]{64}$'
             ELSE num_nonnulls(baseline, baseline_month) = 0 AND baseline_hash = '' END),
    ADD CONSTRAINT steering_aim_span CHECK (num_nonnulls(span_start, span_end) IN (0, 2));
ALTER TABLE steering_measure ADD CONSTRAINT steering_measure_text CHECK (btrim(text) <> '');
ALTER TABLE steering_evidence ADD CONSTRAINT steering_evidence_one CHECK (
    (sha256 ~ '^[0-9a-f]{64}$' AND name <> '' AND act_id IS NULL) OR (sha256 = '' AND name = '' AND act_id IS NOT NULL));
ALTER TABLE steering_status
    ADD CONSTRAINT steering_status_word CHECK (CASE status
        WHEN 'not_begun' THEN why = 'nothing_yet' WHEN 'on_track' THEN why = 'on_the_way' WHEN 'done' THEN why = 'held'
        WHEN 'late' THEN why IN ('deadline', 'measure', 'behind') WHEN 'relapsed' THEN why = 'not_held'
        WHEN 'not_measurable' THEN why IN ('no_feed', 'no_figure', 'no_target') AND jsonb_array_length(about) > 0 ELSE false END),
    ADD CONSTRAINT steering_status_used CHECK (jsonb_typeof(about) = 'array' AND jsonb_typeof(used) = 'object');

ALTER TABLE steering_document
    ADD CONSTRAINT steering_document_hash CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    ADD CONSTRAINT steering_document_head CHECK (
        series ~ '^[a-z0-9][a-z0-9-]{0,59}$' AND version >= 1 AND least(btrim(title_ar), btrim(title_fr), btrim(body_ar), btrim(body_fr)) <> ''),
    ADD CONSTRAINT steering_document_rows CHECK (rows >= 1),
    ADD CONSTRAINT steering_document_funds CHECK (funds <@ ARRAY['', 'CNAS', 'CNR', 'CASNOS'] AND cardinality(funds) >= 1);
ALTER TABLE steering_document_row
    ADD CONSTRAINT steering_document_row_kind CHECK (kind IN ('budget', 'target', 'promise')),
    ADD CONSTRAINT steering_document_row_fund CHECK (fund IN ('', 'CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT steering_document_row_period CHECK (
        starts = date_trunc('month', starts)::date AND ends IN ((starts + interval '1 month')::date, (starts + interval '1 year')::date)
        AND (ends = (starts + interval '1 month')::date OR extract(month FROM starts) = 1));
ALTER TABLE steering_adoption
    ADD CONSTRAINT steering_adoption_two_people CHECK (by_id <> proposed_by_id),
    ADD CONSTRAINT steering_adoption_proposer FOREIGN KEY (document_id, proposed_by_id) REFERENCES steering_document (id, by_id);
ALTER TABLE steering_document_declined ADD CONSTRAINT steering_document_declined_reason CHECK (btrim(reason) <> '');

-- When the act ends, an instruction has the indicators it says, no less and no more: none can be added to it later, which would be another one.
CREATE FUNCTION steering_aims_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted bigint := CASE TG_TABLE_NAME WHEN 'steering_aim' THEN (to_jsonb(NEW)->>'terms_id')::bigint ELSE (to_jsonb(NEW)->>'id')::bigint END;
BEGIN
    IF EXISTS (SELECT 1 FROM steering_instruction i WHERE i.id = wanted
                AND (i.aims <> (SELECT count(*) FROM steering_aim a WHERE a.terms_id = i.id)
                     OR EXISTS (SELECT 1 FROM steering_aim a WHERE a.terms_id = i.id AND a.fund <> i.fund))) THEN
        RAISE EXCEPTION 'instruction % has not the indicators it says', wanted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_instruction_indicators';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER steering_instruction_indicators AFTER INSERT ON steering_instruction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION steering_aims_whole();
CREATE CONSTRAINT TRIGGER steering_aim_of_act AFTER INSERT ON steering_aim DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION steering_aims_whole();

-- A version supersedes the one before it of the same instruction; a draft said to be none is not confirmed.
CREATE FUNCTION steering_instruction_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM steering_instruction i WHERE i.id = NEW.supersedes_id AND i.root = NEW.root
                                          AND i.version = NEW.version - 1 AND i.draft_id = NEW.draft_id) THEN
        RAISE EXCEPTION 'version % does not follow', NEW.version USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_instruction_follows';
    ELSIF EXISTS (SELECT 1 FROM steering_draft_refused r WHERE r.draft_id = NEW.draft_id) THEN
        RAISE EXCEPTION 'draft % is refused', NEW.draft_id USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_draft_decided';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER steering_instruction_follows AFTER INSERT ON steering_instruction FOR EACH ROW EXECUTE FUNCTION steering_instruction_follows();

CREATE FUNCTION steering_draft_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM steering_instruction i WHERE i.draft_id = NEW.draft_id) THEN
        RAISE EXCEPTION 'draft % is confirmed', NEW.draft_id USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_draft_decided';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER steering_draft_open AFTER INSERT ON steering_draft_refused FOR EACH ROW EXECUTE FUNCTION steering_draft_open();

-- A measure is of an instruction (its first version names it) and of its fund; evidence is of its measure's.
CREATE FUNCTION steering_of_instruction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'steering_measure' THEN
        IF NOT EXISTS (SELECT 1 FROM steering_instruction i WHERE i.id = NEW.root_id AND i.version = 1
                          AND NEW.fund = (SELECT l.fund FROM steering_instruction l WHERE l.root = i.id ORDER BY l.version DESC LIMIT 1)) THEN
            RAISE EXCEPTION 'a measure of another fund' USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_measure_of_fund';
        END IF;
    ELSIF NOT EXISTS (SELECT 1 FROM steering_measure m WHERE m.id = NEW.measure_id AND m.fund = NEW.fund) THEN
        RAISE EXCEPTION 'evidence of another fund' USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_measure_of_fund';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER steering_measure_of_fund AFTER INSERT ON steering_measure FOR EACH ROW EXECUTE FUNCTION steering_of_instruction();
CREATE TRIGGER steering_evidence_of_fund AFTER INSERT ON steering_evidence FOR EACH ROW EXECUTE FUNCTION steering_of_instruction();

-- A document has the rows it says and is decided once.
CREATE FUNCTION steering_rows_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted bigint := CASE TG_TABLE_NAME WHEN 'steering_document_row' THEN (to_jsonb(NEW)->>'document_id')::bigint ELSE (to_jsonb(NEW)->>'id')::bigint END;
BEGIN
    IF EXISTS (SELECT 1 FROM steering_document d WHERE d.id = wanted
                AND (d.rows <> (SELECT count(*) FROM steering_document_row r WHERE r.document_id = d.id)
                     OR EXISTS (SELECT 1 FROM steering_document_row r WHERE r.document_id = d.id AND NOT r.fund = ANY (d.funds)))) THEN
        RAISE EXCEPTION 'document % has not the rows it says', wanted USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_document_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER steering_document_whole AFTER INSERT ON steering_document DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION steering_rows_whole();
CREATE CONSTRAINT TRIGGER steering_document_row_of_act AFTER INSERT ON steering_document_row DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION steering_rows_whole();

CREATE FUNCTION steering_document_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('steering_document', NEW.document_id));
    IF (SELECT count(*) FROM (SELECT 1 FROM steering_adoption a WHERE a.document_id = NEW.document_id
                              UNION ALL SELECT 1 FROM steering_document_declined x WHERE x.document_id = NEW.document_id) s) > 1 THEN
        RAISE EXCEPTION 'document % is decided', NEW.document_id USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_document_decided';
    ELSIF TG_TABLE_NAME = 'steering_adoption' AND EXISTS (
        SELECT 1 FROM steering_document d JOIN steering_document o ON o.series = d.series AND o.version >= d.version AND o.id <> d.id
          JOIN steering_adoption a ON a.document_id = o.id WHERE d.id = NEW.document_id) THEN
        RAISE EXCEPTION 'a later version is adopted' USING ERRCODE = 'check_violation', CONSTRAINT = 'steering_document_version';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER steering_adoption_once AFTER INSERT ON steering_adoption FOR EACH ROW EXECUTE FUNCTION steering_document_once();
CREATE TRIGGER steering_document_declined_once AFTER INSERT ON steering_document_declined FOR EACH ROW EXECUTE FUNCTION steering_document_once();
