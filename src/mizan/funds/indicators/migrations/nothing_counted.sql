-- What was kept before stays as it was: a row is never changed. From now on a measured figure has a value, and one without says why.
ALTER TABLE indicators_figure
    DROP CONSTRAINT indicators_figure_state,
    ADD CONSTRAINT indicators_figure_state CHECK (state IN ('measured', 'nothing_counted', 'late', 'failed')),
    ADD CONSTRAINT indicators_figure_nothing CHECK (CASE state WHEN 'measured' THEN value IS NOT NULL
        WHEN 'nothing_counted' THEN value IS NULL AND denominator IS NOT NULL AND denominator <= 0 ELSE true END) NOT VALID;
