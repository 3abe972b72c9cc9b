package dev.godwit.bench;

import org.flywaydb.core.Flyway;

/** The peer in a process of its own: Flyway applies a folder of migrations. */
public final class FlywayMigrate {
    private FlywayMigrate() {}

    /** @param arguments JDBC URL and folder */
    public static void main(String[] arguments) {
        int applied = Flyway.configure()
                .dataSource(arguments[0], null, null)
                .locations("filesystem:" + arguments[1])
                .load()
                .migrate()
                .migrationsExecuted;
        System.out.println(applied + " migrations applied");
    }
}
