package dev.godwit.verify.checks;

import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.TableName;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.checks.QualityRule.Demand;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Rules that were declared for what was loaded, held against the target in one snapshot; each is one question. */
public final class QualityCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "quality";

    private final CheckContext context;

    public QualityCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "declared rules for the rows of the target";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return context.report(this, said -> {
            List<QualityRule> rules = context.settings().declared().rules();
            if (rules.isEmpty()) {
                said.note("rules", "none is declared");
                return;
            }
            Side target = sides.target();
            try (SnapshotReader reader = target.dialect().comparing().snapshot(target.database(), "godwit validate")) {
                rules.forEach(rule -> hold(rule, target, reader, said));
            }
        });
    }

    private static void hold(QualityRule rule, Side target, SnapshotReader reader, Said said) {
        Question question = Question.of(rule.demand(), target);
        Optional<BigDecimal> found = reader.session()
                .first(
                        question.sql(),
                        row -> Optional.ofNullable(row.textOrNull(1)).map(BigDecimal::new))
                .flatMap(each -> each);
        if (found.isEmpty()) {
            said.different(question.subject(), "there is no row to answer for it; wanted " + rule.bounds());
            return;
        }
        String number = QualityRule.number(found.get());
        said.figure(question.subject(), question.measure(), number, "");
        if (!rule.holds(found.get())) {
            said.different(question.subject(), question.measure() + " is " + number + "; wanted " + rule.bounds());
        }
    }

    /**
     * A rule as a question.
     *
     * @param measure what the number is
     */
    private record Question(String subject, String measure, Sql sql) {
        static Question of(Demand demand, Side side) {
            return new Asking(side.dialect().proofs(), side).of(demand);
        }
    }

    /** Makes the questions of one dialect. */
    private record Asking(SqlBook book, Side side) {
        Question of(Demand demand) {
            if (demand instanceof Demand.NotNull rule) {
                return column("quality.not_null", rule.table(), rule.column(), "rows with NULL");
            } else if (demand instanceof Demand.Unique rule) {
                return unique(rule);
            } else if (demand instanceof Demand.AcceptedValues rule) {
                return accepted(rule);
            } else if (demand instanceof Demand.Relationships rule) {
                return relationships(rule);
            } else if (demand instanceof Demand.Freshness rule) {
                Sql sql = side.dialect()
                        .shapes()
                        .sql("age.seconds", "table", rule.table(), "column", name(rule.column()));
                return new Question(subject(rule.table(), rule.column()), "age of the youngest value in seconds", sql);
            } else if (demand instanceof Demand.RowCount rule) {
                Sql sql = book.sql("rows.count", "table", rule.table(), "where", Sql.of("true"));
                return new Question("table " + rule.table(), "number of rows", sql);
            } else if (demand instanceof Demand.Share rule) {
                Sql sql = book.sql(
                        "quality.share", "table", rule.table(), "column", name(rule.column()), "value", rule.value());
                return new Question(subject(rule.table(), rule.column()), "share of a value", sql);
            } else if (demand instanceof Demand.Mean rule) {
                return column("quality.mean", rule.table(), rule.column(), "mean");
            } else if (demand instanceof Demand.Deviation rule) {
                return column("quality.deviation", rule.table(), rule.column(), "standard deviation");
            } else {
                return custom((Demand.Custom) demand);
            }
        }

        private Question column(String block, TableName table, String column, String measure) {
            return new Question(
                    subject(table, column), measure, book.sql(block, "table", table, "column", name(column)));
        }

        private Question unique(Demand.Unique rule) {
            List<Sql> columns = rule.columns().stream()
                    .map(column -> Sql.of("t.{}", name(column)))
                    .toList();
            List<Sql> present = columns.stream()
                    .map(column -> Sql.of("{} is not null", column))
                    .toList();
            Sql sql = book.sql(
                    "quality.unique",
                    "table",
                    rule.table(),
                    "columns",
                    Sql.join(", ", columns),
                    "present",
                    Sql.join(" and ", present));
            return new Question(
                    subject(rule.table(), String.join(", ", rule.columns())),
                    "values that are there several times",
                    sql);
        }

        private Question accepted(Demand.AcceptedValues rule) {
            List<Sql> values = rule.values().stream()
                    .map(value -> Sql.of("{}", Sql.param(value)))
                    .toList();
            Sql sql = book.sql(
                    "quality.accepted",
                    "table",
                    rule.table(),
                    "column",
                    name(rule.column()),
                    "values",
                    Sql.join(", ", values));
            return new Question(subject(rule.table(), rule.column()), "rows with another value", sql);
        }

        private Question relationships(Demand.Relationships rule) {
            Sql sql = book.sql(
                    "rows.orphans",
                    "table",
                    rule.table(),
                    "column",
                    name(rule.column()),
                    "parent",
                    rule.references(),
                    "key",
                    name(rule.key()));
            return new Question(subject(rule.table(), rule.column()), "rows that point to nothing", sql);
        }

        private Question custom(Demand.Custom rule) {
            Fragment inner = new Fragment(
                    rule.name(), "(" + rule.query() + ")", side.dialect().quoting());
            inner.problem().ifPresent(problem -> {
                throw problem.exception();
            });
            return new Question(
                    "rule " + rule.name(),
                    "rows that are wrong",
                    book.sql("quality.custom", "query", Sql.verbatim(inner.prepared())));
        }

        private static String subject(TableName table, String columns) {
            return "column " + table + "." + columns;
        }

        private static Ident name(String column) {
            return Ident.typed(column, "column");
        }
    }
}
