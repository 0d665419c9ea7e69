-- A group drawn by chance beside what controls look for: without it nobody knows what a control finds beyond what chance would.

-- The awards a fund has paid in the three months that end with a cut-off.
CREATE FUNCTION controls_population(of_fund text, cut_off timestamptz) RETURNS TABLE (award_id bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT i.award_id FROM benefits_run r
      JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved' AND s.at <= cut_off
      JOIN benefits_instalment i ON i.run_id = r.id AND i.paid > 0
     WHERE r.fund = of_fund AND r.month > ((cut_off AT TIME ZONE 'Africa/Algiers')::date - interval '3 months')::date
$$;
-- The first `each` of them in the order of the hash of the seed with whose award it is and of which benefit: the same for the same seed, and no
-- other order can be chosen.
CREATE FUNCTION controls_drawn(of_fund text, cut_off timestamptz, seed text, each integer) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(d.award_id ORDER BY d.place), '{}') FROM (
        SELECT p.award_id, row_number() OVER (ORDER BY sha256(convert_to(seed || ':' || a.person_id || ':' || a.kind, 'UTF8')), p.award_id) AS place
          FROM controls_population(of_fund, cut_off) p JOIN benefits_award a ON a.id = p.award_id) d
     WHERE d.place <= each
$$;

ALTER TABLE controls_draw
    ADD CONSTRAINT controls_draw_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT controls_draw_quarter CHECK (quarter = date_trunc('quarter', quarter)::date AND cut_off <= at
        AND quarter = date_trunc('quarter', cut_off AT TIME ZONE 'Africa/Algiers')::date),
    ADD CONSTRAINT controls_draw_seed CHECK (seed ~ '^[0-9a-f]{64}$' AND each BETWEEN 1 AND 1000 AND population > 0);
CREATE FUNCTION controls_draw_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.awards IS DISTINCT FROM controls_drawn(NEW.fund, NEW.cut_off, NEW.seed, NEW.each)
        OR NEW.population <> (SELECT count(*) FROM controls_population(NEW.fund, NEW.cut_off)) THEN
        RAISE EXCEPTION 'this is not what the seed draws' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_draw_awards';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER controls_draw_guard AFTER INSERT ON controls_draw FOR EACH ROW EXECUTE FUNCTION controls_draw_guard();

-- Why what was confirmed could happen, counted by cause, nobody named.
CREATE FUNCTION controls_causes() RETURNS TABLE (fund text, cause text, findings bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.fund::text, s.cause::text, count(*) FROM controls_finding f
      JOIN controls_step s ON s.finding_id = f.id AND s.kind = 'concluded' AND s.cause <> ''
     WHERE f.fund = ANY (controls_counted()) GROUP BY 1, 2 ORDER BY 1, 2
$$;
-- What each concluded finding has brought back, nobody named: what an interval of the yield is computed from.
CREATE FUNCTION controls_returns() RETURNS TABLE (fund text, control text, recovered bigint[]) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.fund::text, f.control::text, array_agg(r.recovered ORDER BY r.recovered)
      FROM controls_finding f JOIN controls_step s ON s.finding_id = f.id AND s.kind = 'concluded'
      CROSS JOIN LATERAL (SELECT controls_recovered(f.id) AS recovered) r
     WHERE f.fund = ANY (controls_counted()) GROUP BY 1, 2 ORDER BY 1, 2
$$;
