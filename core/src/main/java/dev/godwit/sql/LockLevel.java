package dev.godwit.sql;

/**
 * The table locks, from weakest to strongest, with what they keep out. Names are PostgreSQL's (manual 13.3.1); MySQL's
 * metadata locks are mapped onto those that keep out the same: SHARED_READ is ACCESS_SHARE, SHARED_WRITE is ROW_EXCLUSIVE,
 * SHARED_READ_ONLY (LOCK TABLES ... READ) is SHARE, and SHARED_NO_READ_WRITE and EXCLUSIVE are ACCESS_EXCLUSIVE. DDL there
 * takes EXCLUSIVE at its ends, for a moment, even where its middle lets reads and writes through.
 */
public enum LockLevel {
    NONE("nothing"),
    ACCESS_SHARE("DROP and ALTER"),
    ROW_SHARE("DROP and ALTER"),
    ROW_EXCLUSIVE("index builds and DDL"),
    SHARE_UPDATE_EXCLUSIVE("vacuum and other DDL"),
    SHARE("writes"),
    SHARE_ROW_EXCLUSIVE("writes"),
    EXCLUSIVE("writes"),
    ACCESS_EXCLUSIVE("reads and writes");

    private final String keepsOut;

    LockLevel(String keepsOut) {
        this.keepsOut = keepsOut;
    }

    /** What others cannot do while it is held. */
    public String keepsOut() {
        return keepsOut;
    }

    /** Whether an application notices it: writes or reads wait. */
    public boolean blocksApplication() {
        return compareTo(SHARE) >= 0;
    }

    /** The stronger of two. */
    public LockLevel max(LockLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
