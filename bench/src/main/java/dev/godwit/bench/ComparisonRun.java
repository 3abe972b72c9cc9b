package dev.godwit.bench;

import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.dialect.postgres.PostgresUrl;
import dev.godwit.host.Time;
import dev.godwit.model.TableName;
import dev.godwit.sql.postgres.PostgresScripts;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.rows.RowsCheck;
import dev.godwit.verify.rows.TablePairing;
import dev.godwit.verify.rows.TableRules;
import java.util.List;
import java.util.Map;

/** Godwit's comparison of the rows of two databases' table {@code item}; prints the verdict and the number of differences. */
public final class ComparisonRun {
    private ComparisonRun() {}

    /** @param arguments the URLs of source and target */
    public static void main(String[] arguments) {
        Sides sides = new Sides(side("source", arguments[0]), side("target", arguments[1]));
        Mapping mapping;
        try (Session source = sides.source().database().open("godwit bench");
                Session target = sides.target().database().open("godwit bench")) {
            mapping = TablePairing.pair(
                    TableRules.of(TableName.of("item"), TableName.of("item")),
                    new TablePairing.Described(source, sides.source().dialect().comparing()),
                    new TablePairing.Described(target, sides.target().dialect().comparing()));
        }
        CheckReport report =
                new RowsCheck(Time.system()).run(sides, new Scope(Map.of(), List.of(mapping), Scope.USUAL_DIFFERENCES));
        System.out.println(report.verdict() + " " + report.differences().size() + " listed");
        report.figures().forEach(System.out::println);
        report.findings().forEach(System.out::println);
    }

    private static Side side(String name, String url) {
        // The front end for scripts is not used here.
        Dialect dialect = url.startsWith("postgres")
                ? new PostgresDialect(new PostgresScripts())
                : new MysqlDialect(new PostgresScripts());
        return new Side(
                name,
                dialect,
                dialect.database(
                        url.startsWith("postgres")
                                ? PostgresUrl.parse(url, Map.of()).url()
                                : MysqlUrl.parse(url, Map.of()).url()));
    }
}
