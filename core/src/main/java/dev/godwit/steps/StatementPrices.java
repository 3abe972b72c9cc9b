package dev.godwit.steps;

import dev.godwit.dialect.TableFacts;
import dev.godwit.engine.Surroundings;
import dev.godwit.model.TableName;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What statements will cost, estimated from the server's statistics and the rates of docs/guides/prices.md: per row, single
 * UPDATE 4.6 µs and 544 bytes of log, rewrite 1.3 µs and 187, index build 0.7 µs and 7, scan 0.1 µs and none (measured on
 * PostgreSQL 15, two indexes, three million rows). An estimate; a rehearsal measures.
 */
final class StatementPrices {
    private record Rate(double microsPerRow, double logBytesPerRow) {}

    private static final Map<Work, Rate> RATES = Map.of(
            Work.CATALOG, new Rate(0, 0),
            Work.SCAN, new Rate(0.1, 0),
            Work.INDEX_BUILD, new Rate(0.7, 7),
            Work.ROWS, new Rate(4.6, 544),
            Work.REWRITE, new Rate(1.3, 187));

    private final Surroundings surroundings;
    private final Map<TableName, Optional<TableFacts>> tables = new HashMap<>();

    StatementPrices(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Each statement with its price; reads each table's statistics once. */
    List<StatementPlan> of(SqlStep.Script script, List<StatementGroup.Member> members) {
        return members.stream().map(member -> price(script, member)).toList();
    }

    private StatementPlan price(SqlStep.Script script, StatementGroup.Member member) {
        long rows = member.facts().work() == Work.CATALOG ? 0 : rows(member);
        Rate rate = Objects.requireNonNull(RATES.get(member.facts().work()));
        return new StatementPlan(
                member.statement().text(),
                script.firstLine() + member.statement().position().line() - 1,
                member.facts().verdict(),
                member.facts().reasons(),
                member.facts().transactional(),
                member.facts().locks(),
                member.facts().work(),
                rows,
                rows < 0 ? null : Duration.ofNanos(Math.round(rows * rate.microsPerRow() * 1_000)),
                rows < 0 ? -1 : Math.round(rows * rate.logBytesPerRow()),
                false,
                manner(member));
    }

    private String manner(StatementGroup.Member member) {
        if (!member.leftOut().isEmpty()) {
            return member.leftOut();
        }
        return surroundings
                .dialect()
                .onlineDdl()
                .expected(
                        surroundings.session(),
                        member.facts(),
                        member.statement().text());
    }

    /** The rows of the largest table that the statement locks; -1 where none of them is known. */
    private long rows(StatementGroup.Member member) {
        return member.facts().locks().keySet().stream()
                .map(table -> tables.computeIfAbsent(table, this::look))
                .flatMap(Optional::stream)
                .mapToLong(TableFacts::estimatedRows)
                .max()
                .orElse(-1);
    }

    private Optional<TableFacts> look(TableName table) {
        return surroundings.dialect().catalog().table(surroundings.session(), table);
    }
}
