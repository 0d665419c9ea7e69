ALTER TABLE careers_supersession ADD CONSTRAINT careers_supersession_line
    FOREIGN KEY (filing_id, line_no) REFERENCES careers_wage_line (filing_id, line_no);
ALTER TABLE careers_wage_line ADD CONSTRAINT careers_wage_line_shares CHECK (cardinality(shares) = 10);
