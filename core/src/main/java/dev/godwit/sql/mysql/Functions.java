package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.script.Findings;
import java.util.Locale;
import java.util.Set;

/** What a call of a function can do. Those of the server that change no row are listed; all others are not known. */
final class Functions {
    private static final String HARMLESS_RESOURCE = "harmless-functions.txt";
    static final Set<String> HARMLESS = WordList.load(HARMLESS_RESOURCE);

    /** They read files of the server, or run programs on it. */
    private static final Set<String> SERVER_ACCESS = Set.of("load_file", "sys_exec", "sys_eval");

    private static final Set<String> WAITING = Set.of(
            "sleep",
            "benchmark",
            "get_lock",
            "master_pos_wait",
            "source_pos_wait",
            "master_gtid_wait",
            "wait_for_executed_gtid_set",
            "wait_until_sql_thread_after_gtids",
            "wsrep_sync_wait_upto_gtid");

    private static final Set<String> RELEASING = Set.of("release_lock", "release_all_locks");

    private Functions() {}

    static void judge(TableName name, Findings findings) {
        String plain = name.name().toLowerCase(Locale.ROOT);
        if (SERVER_ACCESS.contains(plain)) {
            findings.refuse(name + "() reaches the server's files");
        } else if (name.schema() == null && WAITING.contains(plain)) {
            findings.ask(name + "() waits while locks are held");
        } else if (name.schema() == null && RELEASING.contains(plain)) {
            findings.ask(name + "() gives up locks that others rely on");
        } else if (!isHarmless(name) && !findings.runsLater()) {
            findings.opaque("a call of " + name + "()");
        }
    }

    /** Whether {@code name} is a function of the server that changes no row. */
    static boolean isHarmless(TableName name) {
        return name.schema() == null && HARMLESS.contains(name.name().toLowerCase(Locale.ROOT));
    }
}
