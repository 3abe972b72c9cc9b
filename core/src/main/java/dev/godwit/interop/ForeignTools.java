package dev.godwit.interop;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tools whose histories can be read; each line is one. */
public final class ForeignTools {
    private static final List<ForeignTool> ALL = List.of(
            new Flyway(),
            new Liquibase(),
            VersionList.alembic(),
            VersionList.rails(),
            new GolangMigrate(),
            new Goose(),
            VersionList.diesel(),
            VersionList.dbmate());

    private ForeignTools() {}

    /** All, in the order in which they are looked for. */
    public static List<ForeignTool> all() {
        return ALL;
    }

    /** The tool of that name. */
    public static Optional<ForeignTool> find(String name) {
        return ALL.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Their names, for people. */
    public static String names() {
        return ALL.stream().map(ForeignTool::name).collect(Collectors.joining(", "));
    }
}
