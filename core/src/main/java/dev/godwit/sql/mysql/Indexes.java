package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CREATE INDEX, and what it shares with DROP INDEX. */
final class Indexes {
    private static final Set<String> KINDS = Set.of("fulltext", "spatial", "vector");

    private Indexes() {}

    /** Whether CREATE INDEX follows CREATE. */
    static boolean isNext(Tokens tokens) {
        return tokens.at("index")
                || tokens.at("unique", "index")
                || (tokens.atAny(KINDS) && tokens.peek(1).is("index"));
    }

    /** @param tokens stand behind CREATE */
    static void create(Tokens tokens, boolean orReplace, Findings findings) {
        boolean unique = tokens.accept("unique");
        String kind = tokens.atAny(KINDS) ? tokens.take().lower() : "";
        tokens.expect("index");
        findings.kind("CREATE INDEX");
        findings.outsideTransaction();
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        String name = tokens.name();
        String method = IndexReader.method(tokens, "btree");
        tokens.expect("on");
        TableName table = tokens.qualifiedName();
        List<String> columns = IndexReader.columns(tokens.group(), findings);
        method = IndexReader.options(tokens, method);
        if (orReplace) {
            findings.act(new Action.DropIndex(table, name, true));
        }
        findings.act(new IndexReader(name, method, columns, ifNotExists).action(table, kind, unique));
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        Work work = kind.equals("fulltext") ? Work.REWRITE : Work.INDEX_BUILD;
        onlineOptions(table, work, tokens, findings);
    }

    /** Takes {@code ALGORITHM = x LOCK = y} to the end. */
    static void onlineOptions(TableName table, Work work, Tokens tokens, Findings findings) {
        String algorithm = null;
        String lock = null;
        WaitClause.skip(tokens);
        while (!tokens.atEnd()) {
            boolean isAlgorithm = tokens.at("algorithm");
            if (!isAlgorithm && !tokens.at("lock")) {
                IndexReader.options(tokens, "");
                tokens.expectEnd();
                break;
            }
            tokens.take();
            tokens.acceptSymbol("=");
            String value = tokens.name().toUpperCase(Locale.ROOT);
            algorithm = isAlgorithm ? value : algorithm;
            lock = isAlgorithm ? lock : value;
        }
        if (algorithm != null || lock != null) {
            findings.act(new Action.OnlineOptions(table, algorithm, lock));
        }
        findings.work(OnlineWork.under(algorithm, work));
    }
}
