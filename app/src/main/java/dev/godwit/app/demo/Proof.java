package dev.godwit.app.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether everything is right, by queries that share nothing with what wrote it. While the application works, a key may
 * hold a newer write than its ledger said a moment ago; once it has stopped, everything must be exactly as acknowledged.
 */
final class Proof {
    private static final String ORPHANS = """
            select (select count(*) from transactions t where not exists (select 1 from users u where u.id = t.user_id))
                 + (select count(*) from user_preferences p where not exists (select 1 from users u where u.id = p.user_id))
            """;
    private final Shop shop;
    private final DemoOptions options;
    private final Application application;

    Proof(Shop shop, DemoOptions options, Application application) {
        this.shop = shop;
        this.options = options;
        this.application = application;
    }

    /** The sum over what nobody may change, of the rows that were loaded. */
    String untouched() {
        return shop.text(shop.words("proof.untouched").replace("@ROWS@", "" + options.rows()));
    }

    /** With the application at work. */
    List<Check> whileWorking(String untouchedBefore) {
        List<Check> checks = new ArrayList<>(counts());
        checks.addAll(contents(untouchedBefore));
        checks.addAll(new WriteProof(shop, application.writes()).atLeast());
        return checks;
    }

    /** Between rollback and the second time up: the column is gone and nothing else. */
    List<Check> withoutRiskScore(String untouchedBefore) {
        long columns = shop.number("select count(*) from information_schema.columns"
                + " where table_name = 'transactions' and column_name like 'risk%'");
        return List.of(
                Check.none("columns of risk_score left", columns),
                Check.same("checksum of untouched columns", untouchedBefore, untouched()));
    }

    /** After the application has stopped. */
    List<Check> afterwards(String untouchedBefore, Shop replica) {
        List<Check> checks = new ArrayList<>();
        long expected = options.rows() + application.writes().inserted();
        checks.add(Check.same(
                "transactions: loaded + acknowledged", "" + expected, shop.text("select count(*) from transactions")));
        checks.addAll(contents(untouchedBefore));
        checks.addAll(new WriteProof(shop, application.writes()).exactly());
        checks.addAll(new ReplicaProof(shop, replica).same(List.of("users", "transactions", "user_preferences")));
        return checks;
    }

    private List<Check> counts() {
        long least = options.rows() + application.writes().inserted();
        long found = shop.number("select count(*) from transactions");
        long most = options.rows() + application.writes().insertsSent();
        return List.of(new Check(
                "transactions: loaded + acknowledged inserts",
                least <= found && found <= most,
                String.format(java.util.Locale.ROOT, "%,d", found)));
    }

    private List<Check> contents(String untouchedBefore) {
        return List.of(
                Check.same("users", "" + options.users(), shop.text("select count(*) from users")),
                Check.none("preferences that differ from the user's", shop.number(shop.words("proof.preferences"))),
                Check.none("orphan rows", shop.number(ORPHANS)),
                Check.none("risk scores that differ from the formula", shop.number(shop.words("proof.risk"))),
                Check.none("loaded rows not written exactly once", shop.number(notOnce())),
                Check.same("checksum of untouched columns", untouchedBefore, untouched()));
    }

    /** A row that was there before the column is written once by the backfill; one behind its last key never. */
    private String notOnce() {
        return "select count(*) from transactions where risk_updates <> case when id <= " + options.rows()
                + " then 1 else risk_updates end or risk_updates not in (0, 1)";
    }
}
