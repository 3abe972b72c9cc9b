-- The SQL of proofs on MySQL and MariaDB. It shares nothing with what moves rows.

-- name: rows.count
select count(*) from :table t where :where

-- name: rows.sum
-- Number of rows and the sum of a 64-bit hash of each row as a JSON array, in which NULL, 'null' and the border between two
-- columns differ: equal multisets of rows give equal sums, whatever their order, and a row that is there twice counts twice.
select concat(count(*), ' rows, sum ',
              coalesce(sum(cast(conv(left(sha1(json_array(:columns)), 16), 16, 10) as unsigned)), 0))
from :table t where :where

-- name: rows.orphans
-- Rows that point to nothing.
select count(*) from :table c
where c.:column is not null and not exists (select 1 from :parent p where p.:key = c.:column)

-- name: proof.begin
-- All sides of a comparison see one moment, and nothing can be written.
set transaction isolation level repeatable read, read only
