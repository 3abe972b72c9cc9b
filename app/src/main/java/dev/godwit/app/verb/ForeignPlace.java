package dev.godwit.app.verb;

import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.dialect.TableFacts;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ForeignEntry;
import dev.godwit.interop.ForeignTool;
import dev.godwit.interop.ForeignTools;
import dev.godwit.interop.LiquibaseLock;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Another tool's history in a target: whose it is, and where.
 *
 * @param table with its schema
 */
public record ForeignPlace(ForeignTool tool, TableName table) {
    /** By whom Liquibase's lock is held while we read. */
    private static final String HOLDER = "godwit import";

    /**
     * Finds it.
     *
     * @param name of the tool; null for whichever is there
     * @param table where it is not the tool's default one; else null
     * @throws dev.godwit.fault.GodwitException where there is none, or several and none is named
     */
    public static ForeignPlace find(Target target, @Nullable String name, @Nullable String table) {
        List<ForeignTool> wanted = name == null ? ForeignTools.all() : List.of(named(name));
        List<ForeignPlace> found = new ArrayList<>();
        for (ForeignTool tool : wanted) {
            for (String candidate : table == null ? tool.tables() : List.of(table)) {
                facts(target, candidate)
                        .filter(facts -> tool.recognises(columns(facts)))
                        .ifPresent(facts -> found.add(new ForeignPlace(tool, facts.name())));
            }
        }
        if (found.size() == 1 || name != null && !found.isEmpty()) {
            return found.get(0);
        }
        List<ForeignPlace> certain =
                found.stream().filter(place -> place.hasCompanion(target)).toList();
        if (certain.size() == 1) {
            return certain.get(0);
        }
        throw found.isEmpty() ? none(wanted, table) : several(found);
    }

    private boolean hasCompanion(Target target) {
        return tool.companion()
                .map(companion -> new TableName(table.schema(), companion))
                .flatMap(companion -> target.dialect().catalog().table(target.session(), companion))
                .isPresent();
    }

    private static ForeignTool named(String name) {
        return ForeignTools.find(name.toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () -> Problem.of(ErrorCode.USAGE_WRONG, "no history of a tool named " + name + " can be read")
                                .next("one of " + ForeignTools.names())
                                .exception());
    }

    private static Optional<TableFacts> facts(Target target, String table) {
        int dot = table.indexOf('.');
        TableName name =
                dot < 0 ? TableName.of(table) : TableName.of(table.substring(0, dot), table.substring(dot + 1));
        return target.dialect().catalog().table(target.session(), name);
    }

    private static Set<String> columns(TableFacts facts) {
        return facts.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static RuntimeException none(List<ForeignTool> wanted, @Nullable String table) {
        String where = table != null
                ? table
                : wanted.stream()
                        .flatMap(tool -> tool.tables().stream())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return Problem.of(ErrorCode.NOT_FOUND, "no history of another tool is here; looked for " + where)
                .next("name its table: --table schema.name")
                .exception();
    }

    private static RuntimeException several(List<ForeignPlace> found) {
        String names = found.stream()
                .map(place -> place.tool().name() + " (" + place.table() + ")")
                .collect(Collectors.joining(", "));
        return Problem.of(ErrorCode.USAGE_WRONG, "this may be the history of " + names)
                .next("name the tool: godwit import " + found.get(0).tool().name())
                .exception();
    }

    /** What is applied, by the tool's rules. */
    public List<ForeignEntry> entries(Target target) {
        return tool.read(target.session(), table);
    }

    /**
     * Does something while no run of the tool can begin.
     *
     * @throws dev.godwit.fault.GodwitException GW-3014 where one is under way
     */
    public <T> T locked(Target target, Supplier<T> act) {
        try (Session session = target.database().open("godwit import")) {
            if (tool.name().equals("liquibase")) {
                return lockedByRow(session, target, act);
            }
            Optional<Locks.ToolLock> lock = tool.lock(place(target));
            if (lock.isPresent() && !target.dialect().locks().tryHold(session, lock.get())) {
                throw busy("its lock is held");
            }
            return act.get();
        }
    }

    private <T> T lockedByRow(Session session, Target target, Supplier<T> act) {
        TableName locks = LiquibaseLock.beside(table);
        if (target.dialect().catalog().table(session, locks).isEmpty()) {
            return act.get();
        }
        if (!LiquibaseLock.take(session, locks, HOLDER)) {
            throw busy("the row of " + locks + " is locked; where that run is dead: liquibase releaseLocks");
        }
        try {
            return act.get();
        } finally {
            LiquibaseLock.release(session, locks, HOLDER);
        }
    }

    private ForeignTool.Place place(Target target) {
        String quoted = Sql.of("{}", table).render(target.database().quoting()).text();
        return new ForeignTool.Place(target.identity(), table, quoted);
    }

    private RuntimeException busy(String why) {
        return Problem.of(ErrorCode.FOREIGN_TOOL_BUSY, tool.name() + " is at work: " + why)
                .exception();
    }
}
