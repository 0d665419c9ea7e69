-- Words and runs that what is due is asked with.

-- The twenty digits of an account, or '' where its key is wrong: a bank's (rib) or a postal one given with its own key (ccp).
CREATE FUNCTION benefits_account20(account text, kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN length(account) = 20 THEN
            CASE WHEN substr(account, 19, 2)::int = 97 - (substr(account, 4, 15)::bigint * 100) % 97 THEN account ELSE '' END
        WHEN kind = 'ccp' AND length(account) = 12 AND substr(account, 11, 2)::int = (
                substr(account, 10, 1)::int * 4 + substr(account, 9, 1)::int * 5 + substr(account, 8, 1)::int * 6 + substr(account, 7, 1)::int * 7
                + substr(account, 6, 1)::int * 8 + substr(account, 5, 1)::int * 9 + substr(account, 4, 1)::int * 10 + substr(account, 3, 1)::int * 11
                + substr(account, 2, 1)::int * 12 + substr(account, 1, 1)::int * 13) % 100 THEN
            '00799999' || substr(account, 1, 10) || lpad((97 - (('99999' || substr(account, 1, 10))::bigint * 100) % 97)::text, 2, '0')
        ELSE '' END
$$;

CREATE FUNCTION benefits_branch(kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN kind = 'work_accident' THEN 'work_accident'
                WHEN kind IN ('sickness', 'maternity', 'invalidity', 'death_grant', 'family_allowances') THEN 'social_insurance' ELSE 'retirement' END
$$;

-- Runs of a fund that stand, without the one that is being looked at.
CREATE FUNCTION benefits_standing_runs(of_fund text, besides bigint) RETURNS TABLE (id bigint, month date, approved boolean) LANGUAGE sql STABLE AS $$
    SELECT r.id, r.month, EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved')
      FROM benefits_run r
     WHERE r.fund = of_fund AND r.id IS DISTINCT FROM besides
       AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled')
$$;
