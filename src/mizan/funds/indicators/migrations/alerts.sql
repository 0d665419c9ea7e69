-- Alerts on figures: raised and ended by figures alone, seen by people. Nothing else may end one.

-- What a rule says of a value and of what it is compared with; NULL where it can not be said. Whole numbers: a move is compared by products.
CREATE FUNCTION indicators_breaks(rule jsonb, value numeric, against numeric) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE rule->>'way'
        WHEN 'above' THEN value > (rule->>'at')::numeric
        WHEN 'below' THEN value < (rule->>'at')::numeric
        WHEN 'rises' THEN value > against AND (value - against) * 1000000 >= (rule->>'at')::numeric * abs(against)
        WHEN 'falls' THEN value < against AND (against - value) * 1000000 >= (rule->>'at')::numeric * abs(against) END
$$;
-- The month a rule compares with; NULL for a rule of value.
CREATE FUNCTION indicators_compared(rule jsonb, month date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE rule->>'than' WHEN 'month' THEN (month - interval '1 month')::date WHEN 'year' THEN (month - interval '1 year')::date END
$$;

ALTER TABLE indicators_alert
    ADD CONSTRAINT indicators_alert_rule CHECK (rule->>'way' IN ('above', 'below', 'rises', 'falls') AND jsonb_typeof(rule->'at') = 'number'
        AND (rule->>'than' IN ('month', 'year')) = (rule->>'way' IN ('rises', 'falls'))),
    ADD CONSTRAINT indicators_alert_compared CHECK ((against_id IS NOT NULL) = (rule->>'way' IN ('rises', 'falls'))),
    ADD CONSTRAINT indicators_alert_owner CHECK (owner <> '');
CREATE INDEX indicators_alert_line ON indicators_alert (fund, indicator, id DESC);

-- The two figures a rule is asked of: measured, whole, of the alert's indicator and fund, and the months the rule names. Returns what it says.
CREATE FUNCTION indicators_says(rule jsonb, of_indicator text, of_fund text, figure bigint, against bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f indicators_figure;
    a indicators_figure;
BEGIN
    SELECT * INTO STRICT f FROM indicators_figure WHERE id = figure;
    SELECT * INTO a FROM indicators_figure WHERE id = against;
    IF (f.indicator, f.fund, f.state) IS DISTINCT FROM (of_indicator, of_fund, 'measured')
        OR f.cut_off < (f.month + interval '1 month - 1 day')::date
        OR a.month IS DISTINCT FROM indicators_compared(rule, f.month)
        OR (a.id IS NOT NULL AND (a.indicator, a.fund, a.state) IS DISTINCT FROM (of_indicator, of_fund, 'measured')) THEN
        RETURN NULL;
    END IF;
    RETURN indicators_breaks(rule, f.value, a.value);
END $$;

CREATE FUNCTION indicators_alert_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('indicators_alert:' || NEW.indicator || ':' || NEW.fund, 0));
    IF indicators_says(NEW.rule, NEW.indicator, NEW.fund, NEW.figure_id, NEW.against_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'this figure does not alert' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicators_alert_figure';
    ELSIF EXISTS (SELECT 1 FROM indicators_alert a WHERE a.indicator = NEW.indicator AND a.fund = NEW.fund AND a.rule = NEW.rule AND a.id <> NEW.id
                     AND NOT EXISTS (SELECT 1 FROM indicators_alert_end e WHERE e.alert_id = a.id)) THEN
        RAISE EXCEPTION 'it is raised already' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicators_alert_once';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER indicators_alert_guard AFTER INSERT ON indicators_alert FOR EACH ROW EXECUTE FUNCTION indicators_alert_guard();

-- An alert ends by a later figure of the same indicator that the rule which raised it has nothing to say of: by no word and by no other rule.
CREATE FUNCTION indicators_alert_end_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM indicators_alert a WHERE a.id = NEW.alert_id AND a.figure_id < NEW.figure_id
                      AND indicators_says(a.rule, a.indicator, a.fund, NEW.figure_id, NEW.against_id) IS FALSE) THEN
        RAISE EXCEPTION 'this figure does not end the alert' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicators_alert_end_figure';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER indicators_alert_end_guard AFTER INSERT ON indicators_alert_end FOR EACH ROW EXECUTE FUNCTION indicators_alert_end_guard();

-- Whether the account answers for alerts, and may say that it has seen one: those who steer or run a fund; who only reads writes nothing.
CREATE FUNCTION indicators_answers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_roles() && ARRAY['minister', 'director', 'controller', 'fund_accountant']
$$;
