package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.script.Findings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the well-known extensions let their users do. */
final class Extensions {
    private static final Set<String> HARMLESS = Set.of(
            "bloom",
            "btree_gin",
            "btree_gist",
            "citext",
            "cube",
            "dict_int",
            "earthdistance",
            "fuzzystrmatch",
            "hstore",
            "intarray",
            "isn",
            "lo",
            "ltree",
            "pg_stat_statements",
            "pg_trgm",
            "pgcrypto",
            "pgstattuple",
            "plpgsql",
            "postgis",
            "postgis_topology",
            "seg",
            "tablefunc",
            "tcn",
            "tsm_system_rows",
            "tsm_system_time",
            "unaccent",
            "uuid-ossp",
            "vector",
            "xml2");

    private static final Set<String> REACHING = Set.of("adminpack", "dblink", "file_fdw", "postgres_fdw", "pg_cron");

    private Extensions() {}

    static void create(@Nullable TableName name, Findings findings) {
        String extension = name == null ? "" : name.name();
        boolean untrusted = extension.startsWith("pl") && extension.endsWith("u");
        if (untrusted || REACHING.contains(extension)) {
            findings.gate("the extension " + extension + " reaches outside the database");
        } else if (!HARMLESS.contains(extension)) {
            findings.ask("the extension " + extension + " is not known");
        }
    }
}
