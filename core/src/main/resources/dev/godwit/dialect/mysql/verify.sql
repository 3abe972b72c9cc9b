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

-- name: proof.isolation
-- All sides of a comparison see one moment. For the transaction that follows only.
set transaction isolation level repeatable read

-- name: proof.begin
-- Nothing can be written. Begun here and now: READ ONLY as a property of the transaction to come would outlive questions that
-- read no table (SELECT 1 = 1 begins none), and hit our own next write instead.
start transaction with consistent snapshot, read only

-- name: rows.most
-- The largest value of a column; NULL where there is no row.
select max(t.:column) from :table t

-- name: references.orphans
-- Rows that point to nothing, counted up to a bound.
select count(*)
from (select 1 from :child c where :present and not exists (select 1 from :parent p where :matching) limit :most) o

-- name: quality.not_null
select count(*) from :table t where t.:column is null

-- name: quality.unique
-- Values that are there more than once.
select count(*) from (select 1 from :table t where :present group by :columns having count(*) > 1) d

-- name: quality.accepted
select count(*) from :table t where t.:column is not null and cast(t.:column as char) not in (:values)

-- name: quality.share
-- Which part of the rows has a value, from 0 to 1.
select coalesce(avg(case when cast(t.:column as char) = :value then 1.0 else 0.0 end), 0) from :table t

-- name: quality.mean
select avg(t.:column) from :table t

-- name: quality.deviation
select stddev_samp(t.:column) from :table t

-- name: quality.custom
-- Rows that a person's question finds wrong.
select count(*) from :query q
