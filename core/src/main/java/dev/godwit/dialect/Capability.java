package dev.godwit.dialect;

/** What a server can do; declared by each dialect as data, so that a plan says before it starts what is missing. */
public enum Capability {
    /** DDL takes part in transactions. */
    TRANSACTIONAL_DDL,
    /** Indexes can be built while writes go on. */
    CONCURRENT_INDEX,
    /** A constraint can be added without a check of the existing rows, and checked later. */
    NOT_VALID_CONSTRAINT,
    /** A wait for a lock can be bounded. */
    LOCK_TIMEOUT,
    /** A lock that lives as long as a session. */
    SESSION_LOCK,
    /** Rows can be compared as tuples with the use of an index. */
    ROW_VALUE_RANGE
}
