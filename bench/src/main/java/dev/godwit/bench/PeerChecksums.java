package dev.godwit.bench;

/** Sums over a table's rows as other tools write them. */
final class PeerChecksums {
    /** data-diff 0.11, PostgreSQL: casts to text joined by bars, the low 60 bits of MD5, summed up. */
    static final String DATA_DIFF_POSTGRES = "select count(*), sum(('x' || substring(md5("
            + "coalesce(id::decimal(38)::varchar, '<null>') || '|' || coalesce(name::varchar, '<null>') || '|'"
            + " || coalesce(note::varchar, '<null>') || '|' || coalesce(amount::decimal(38, 2)::varchar, '<null>') || '|'"
            + " || coalesce(rpad(to_char(at::timestamp(6), 'YYYY-mm-dd HH24:MI:SS.US'), 26, '0'), '<null>')), 18))::bit(60)::bigint) from item";

    /** pt-table-checksum 3: an exclusive or of CRC32 sums of the values joined by hashes, and a bit for each NULL. */
    static final String PT_TABLE_CHECKSUM = "select count(*), coalesce(lower(conv(bit_xor(cast(crc32(concat_ws('#',"
            + " id, name, note, amount, at, concat(isnull(name), isnull(note), isnull(amount), isnull(at))))"
            + " as unsigned)), 10, 16)), 0) from item";

    private PeerChecksums() {}
}
