-- Figures as snapshots found them.
ALTER TABLE indicators_figure
    ADD CONSTRAINT indicators_figure_month CHECK (month = date_trunc('month', month)),
    ADD CONSTRAINT indicators_figure_state CHECK (state IN ('measured', 'late', 'failed')),
    ADD CONSTRAINT indicators_figure_hash CHECK (data_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT indicators_figure_late CHECK (state <> 'late' OR jsonb_array_length(missing) > 0),
    ADD CONSTRAINT indicators_figure_cut_off CHECK (cut_off <= (known_at AT TIME ZONE 'Africa/Algiers')::date),
    -- What failed has no figure of its own: only the last good value, or none.
    ADD CONSTRAINT indicators_figure_failed CHECK (state <> 'failed' OR (numerator IS NULL AND denominator IS NULL AND restates_id IS NULL)),
    ADD CONSTRAINT indicators_figure_restated CHECK ((restates_id IS NULL) = (reason = ''));
-- One line of snapshots: each follows the last one, so that two processes never write the same.
CREATE UNIQUE INDEX indicators_figure_line ON indicators_figure (indicator, fund, month, follows_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX indicators_figure_latest ON indicators_figure (indicator, fund, month, id DESC);
CREATE INDEX indicators_figure_table ON indicators_figure (month, fund, indicator, id DESC);

CREATE FUNCTION indicators_same_figure() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM indicators_figure f WHERE f.id IN (NEW.follows_id, NEW.restates_id)
                  AND (f.indicator, f.fund, f.month) IS DISTINCT FROM (NEW.indicator, NEW.fund, NEW.month)) THEN
        RAISE EXCEPTION 'another figure' USING ERRCODE = 'check_violation', CONSTRAINT = 'indicators_figure_same';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER indicators_figure_same BEFORE INSERT ON indicators_figure FOR EACH ROW EXECUTE FUNCTION indicators_same_figure();
