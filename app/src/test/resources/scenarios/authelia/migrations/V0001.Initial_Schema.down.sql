DROP TABLE IF EXISTS migrations_of_theirs;
