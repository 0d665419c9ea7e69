-- The shares of a match add up to it; what is laid on a share of a due stays between nothing and the share.
CREATE FUNCTION contributions_match_shares_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE broken bigint;
BEGIN
    SELECT m.id INTO broken
      FROM (SELECT DISTINCT match_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT id, amount, due_id, employer_id FROM contributions_match WHERE id = f.match_id) m
     CROSS JOIN LATERAL (SELECT sum(amount) AS amount, min(due_id) AS low, max(due_id) AS high, min(employer_id) AS owner
                           FROM contributions_match_share WHERE match_id = f.match_id) s
     WHERE s.amount <> m.amount OR s.low <> m.due_id OR s.high <> m.due_id OR s.owner <> m.employer_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the shares of match % do not add up to it', broken USING ERRCODE = 'check_violation';
    END IF;
    SELECT s.due_id INTO broken
      FROM (SELECT s.due_id, s.rank, s.amount,
                   (SELECT sum(p.amount) FROM contributions_match_share p WHERE p.due_id = s.due_id AND p.rank = s.rank
                       AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = p.match_id)) AS laid
              FROM contributions_due_share s WHERE s.due_id IN (SELECT due_id FROM fresh)) s
     WHERE s.laid NOT BETWEEN LEAST(0, s.amount) AND GREATEST(0, s.amount) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more is laid on due % than it holds', broken USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_match_share_sum AFTER INSERT ON contributions_match_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_match_shares_add_up();

-- A settlement is its matches and its credit (a transfer paid has neither); a receipt's settlement is the whole receipt.
CREATE FUNCTION contributions_settlement_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.method <> 'transfer' AND NEW.amount <> NEW.credit + (SELECT COALESCE(sum(amount), 0) FROM contributions_match WHERE settlement_id = NEW.id)
       OR NEW.amount <> (SELECT amount FROM contributions_receipt WHERE id = NEW.receipt_id) THEN
        RAISE EXCEPTION 'settlement % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_settlement_sum AFTER INSERT ON contributions_settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions_settlement_adds_up();

-- An employer's credit is never spent twice.
CREATE FUNCTION contributions_credit_never_negative() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE broken bigint;
BEGIN
    SELECT employer_id INTO broken FROM contributions_credit_movement
     WHERE employer_id IN (SELECT employer_id FROM fresh) GROUP BY employer_id, debtor HAVING sum(amount) < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the credit of employer % would be negative', broken USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_credit_movement_sum AFTER INSERT ON contributions_credit_movement
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_credit_never_negative();
ALTER TABLE contributions_credit_movement
    ADD CONSTRAINT contributions_credit_movement_amount CHECK (amount <> 0),
    ADD CONSTRAINT contributions_credit_movement_cause CHECK (cause IN ('overpaid', 'released', 'credit_note', 'used', 'returned'));
ALTER TABLE contributions_settlement
    ADD CONSTRAINT contributions_settlement_method CHECK (method IN ('automatic', 'by_hand', 'credit', 'note', 'return', 'transfer'));

-- A statement is its opening balance, its lines and its closing balance.
CREATE FUNCTION contributions_statement_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.opening + (SELECT COALESCE(sum(amount), 0) FROM contributions_receipt WHERE statement_id = NEW.id) <> NEW.closing THEN
        RAISE EXCEPTION 'statement % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_statement_sum AFTER INSERT ON contributions_statement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions_statement_adds_up();

-- The lines of a transfer order add up to it.
CREATE FUNCTION contributions_transfer_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.amount <> (SELECT COALESCE(sum(amount), 0) FROM contributions_transfer_line WHERE order_id = NEW.id AND fund = NEW.fund) THEN
        RAISE EXCEPTION 'transfer order % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_transfer_sum AFTER INSERT ON contributions_transfer_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions_transfer_adds_up();
