-- The SQL of proofs on PostgreSQL. It shares nothing with what moves rows.

-- name: rows.count
select count(*) from :table t where :where

-- name: rows.sum
-- Number of rows and the sum of a 64-bit hash of each row's text: equal multisets of rows give equal sums, whatever their
-- order, and a row that is there twice counts twice. Both sides are read by one session, so the text forms agree.
select count(*) || ' rows, sum ' || coalesce(sum(hashtextextended(row(:columns)::text, 0)), 0)
from :table t where :where

-- name: rows.orphans
-- Rows that point to nothing.
select count(*) from :table c
where c.:column is not null and not exists (select 1 from :parent p where p.:key = c.:column)

-- name: proof.begin
-- All sides of a comparison see one moment, and nothing can be written.
set transaction isolation level repeatable read, read only
