-- Whether the control schema is there: 1 or 0.
select (to_regnamespace('godwit') is not null)::int
