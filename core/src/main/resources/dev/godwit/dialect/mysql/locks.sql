-- Locks, the waits for them, and who holds them.

-- name: session.number
select connection_id()

-- name: pooler.mark
set @godwit_mark = :mark

-- name: pooler.look
select connection_id(), coalesce(@godwit_mark, 0)

-- name: name.try
-- Names of GET_LOCK are those of the whole server and at most 64 characters long: the database goes into a sum.
select coalesce(get_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40)), 0), 0)

-- name: name.holds
select coalesce(is_used_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40))) = connection_id(), 0)

-- name: name.release
select coalesce(release_lock(concat('godwit.', left(sha2(concat(database(), '/', :name), 256), 40))), 0)
