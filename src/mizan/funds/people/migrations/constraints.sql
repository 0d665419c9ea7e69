ALTER TABLE people_wilaya
    ADD CONSTRAINT people_wilaya_code CHECK (code BETWEEN 1 AND 99),
    ADD CONSTRAINT people_wilaya_span CHECK (valid_until IS NULL OR valid_from < valid_until),
    ADD CONSTRAINT people_wilaya_one_a_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_until) WITH &&);
ALTER TABLE people_agency
    ADD CONSTRAINT people_agency_code CHECK (code ~ '^[0-9]{5}$'),
    ADD CONSTRAINT people_agency_span CHECK (valid_until IS NULL OR valid_from < valid_until),
    ADD CONSTRAINT people_agency_one_a_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_until) WITH &&);
ALTER TABLE people_employer
    ADD CONSTRAINT people_employer_number_form CHECK (number ~ '^[0-9]{10}$'),
    ADD CONSTRAINT people_employer_nif CHECK (nif = '' OR nif ~ '^([0-9]{15}|[0-9]{20})$'),
    ADD CONSTRAINT people_employer_rib CHECK (rib = '' OR rib ~ '^[0-9]{20}$'),
    ADD CONSTRAINT people_employer_agency CHECK (agency_code ~ '^[0-9]{5}$'),
    ADD CONSTRAINT people_employer_span CHECK (closed_on IS NULL OR opened_on < closed_on),
    ADD CONSTRAINT people_employer_workers CHECK (workers_declared >= 0);
ALTER TABLE people_person
    ADD CONSTRAINT people_person_nss_form CHECK (nss ~ '^[0-9]{12}$'),
    ADD CONSTRAINT people_person_nin CHECK (nin = '' OR nin ~ '^[0-9]{18}$'),
    ADD CONSTRAINT people_person_sex CHECK (sex IN ('', 'F', 'M'));
