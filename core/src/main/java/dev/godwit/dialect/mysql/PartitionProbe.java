package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether statements that add or drop partitions took effect; by the partitions' names, as written. */
final class PartitionProbe {
    private static final String WORD = "`(?:[^`]|``)+`|[\\w$]+";

    private static final Pattern ADD = Pattern.compile("(?is).*?\\badd\\s+partition\\b(.*)");

    private static final Pattern ADDED = Pattern.compile("(?i)\\bpartition\\s+(" + WORD + ")\\s+values\\b");

    private PartitionProbe() {}

    /** Partitions are named with their table where a schema stands for others. */
    static Probe dropped(ProbeCatalog catalog, Action.DropObject action) {
        return Answers.combined(
                action.names().stream().map(name -> gone(catalog, name)).toList());
    }

    private static Probe gone(ProbeCatalog catalog, TableName partition) {
        TableName table = TableName.of(Objects.requireNonNull(partition.schema()));
        return Answers.gone(
                "partition " + partition.name() + " of " + table, holds(catalog.partitions(table), partition.name()));
    }

    /** @param command of what has no action of its own, such as ADD PARTITION */
    static Probe other(ProbeCatalog catalog, String command, MysqlProbe.Asked asked) {
        Matcher add = ADD.matcher(asked.text());
        Optional<TableName> table = only(List.copyOf(asked.tables()));
        if (!command.equals("ADD PARTITION") || table.isEmpty() || !add.matches()) {
            return Answers.unknown("the catalog does not show the effect of " + command);
        }
        List<String> there = catalog.partitions(table.get());
        return Answers.combined(ADDED.matcher(add.group(1))
                .results()
                .map(partition -> unquoted(partition.group(1)))
                .map(name -> Answers.done("partition " + name + " of " + table.get() + " is there", holds(there, name)))
                .toList());
    }

    private static Optional<TableName> only(List<TableName> tables) {
        return tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty();
    }

    private static boolean holds(List<String> there, String name) {
        return there.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }
}
