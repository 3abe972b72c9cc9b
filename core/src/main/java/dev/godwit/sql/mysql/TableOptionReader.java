package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the options of a table, as in CREATE TABLE and ALTER TABLE, and judges them. Used once. */
final class TableOptionReader {
    /** They change nothing but the catalog. */
    private static final Set<String> LIGHT = Set.of(
            ("auto_increment avg_row_length checksum table_checksum comment connection delay_key_write insert_method max_rows"
                            + " min_rows pack_keys password stats_auto_recalc stats_persistent stats_sample_pages"
                            + " engine_attribute secondary_engine_attribute autoextend_size secondary_engine sequence"
                            + " ietf_quotes")
                    .split(" "));
    /** They write the table anew. */
    private static final Set<String> HEAVY =
            Set.of(("row_format key_block_size compression encryption encrypted encryption_key_id page_compressed"
                            + " page_compression_level page_checksum transactional tablespace union storage")
                    .split(" "));

    private static final Set<String> VOLATILE_ENGINES = Set.of("memory", "heap", "blackhole");
    private static final Set<String> REMOTE_ENGINES = Set.of("federated", "connect", "spider", "s3");

    private final TableName table;
    private final Findings findings;
    private final Map<String, String> options = new LinkedHashMap<>();
    private Work work = Work.CATALOG;

    TableOptionReader(TableName table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    /** Whether an option comes next. */
    static boolean isNext(Tokens tokens) {
        Tokens ahead = tokens.copy();
        ahead.accept("default");
        return ahead.atAny(LIGHT)
                || ahead.atAny(HEAVY)
                || ahead.at("engine")
                || ahead.at("type")
                || ahead.at("collate")
                || ahead.at("charset")
                || ahead.at("character", "set")
                || ahead.at("char", "set")
                || ahead.at("data", "directory")
                || ahead.at("index", "directory")
                || ahead.at("start", "transaction");
    }

    /** Takes one option. */
    void take(Tokens tokens) {
        tokens.accept("default");
        String name = tokens.take().lower();
        if (tokens.accept("set") || tokens.accept("directory") || tokens.accept("transaction")) {
            name += tokens.peek(-1).is("set")
                    ? " set"
                    : tokens.peek(-1).is("directory") ? " directory" : " transaction";
        }
        String value = name.equals("start transaction") ? "" : value(tokens);
        options.put(name.equals("charset") || name.equals("char set") ? "character set" : name, value);
        judge(name, value);
    }

    Map<String, String> options() {
        return options;
    }

    /** What the options make ALTER TABLE do with the rows. */
    Work work() {
        return work;
    }

    private String value(Tokens tokens) {
        tokens.acceptSymbol("=");
        if (tokens.atSymbol("(")) {
            return tokens.group().text();
        }
        Token token = tokens.take();
        return token.kind() == TokenKind.STRING ? Literals.string(token) : Literals.name(token);
    }

    private void judge(String name, String value) {
        if (HEAVY.contains(name)) {
            work = Work.REWRITE;
        } else if (name.equals("engine") || name.equals("type")) {
            work = Work.REWRITE;
            engine(value.toLowerCase(Locale.ROOT));
        } else if (name.endsWith(" directory")) {
            findings.ask(table + " is put into a directory of the server: " + value);
        }
    }

    private void engine(String engine) {
        if (VOLATILE_ENGINES.contains(engine)) {
            findings.gate("the engine " + engine + " keeps no row of " + table + " over a restart");
        } else if (REMOTE_ENGINES.contains(engine)) {
            findings.ask("the engine " + engine + " reaches other servers");
        } else if (!engine.equals("innodb")) {
            findings.ask("the engine " + engine + " may know no transactions and no foreign keys");
        }
    }
}
