package dev.godwit.interop;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changelog of formatted SQL, of Liquibase 4 and 5 alike: changesets with attributes, rollbacks, comments. What has a meaning
 * that a SQL file of ours cannot keep (preconditions, a delimiter of its own, one that always runs) is a problem, not a loss.
 * Pure.
 *
 * @param path as {@code DATABASECHANGELOG} names it
 */
public record LiquibaseChangelog(String path, List<Changeset> changesets) {
    private static final Pattern HEAD = Pattern.compile("(?i)\\s*--\\s*liquibase\\s+formatted\\s+sql.*");
    private static final Pattern CHANGESET =
            Pattern.compile("(?i)\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:\"]+):(\"[^\"]+\"|\\S+)(.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\"[^\"]*\"|\\S+)");
    private static final Pattern ROLLBACK = Pattern.compile("(?i)\\s*--\\s*rollback\\s?(.*)");
    private static final Pattern ROLLBACK_BLOCK = Pattern.compile("(?i)\\s*/\\*\\s*liquibase\\s+rollback\\s*");
    private static final Pattern COMMENT = Pattern.compile("(?i)\\s*--\\s*comment:?\\s*(.*)");
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?i)\\s*--\\s*(preconditions?\\b|precondition-|property\\b|ignoreLines:).*");
    private static final Pattern CHECKSUM = Pattern.compile("(?i)\\s*--\\s*validCheckSums?:?.*");

    /** Attributes that change when or how a changeset runs in a way that a file of ours does not say. */
    private static final Map<String, String> CANNOT = Map.of(
            "runalways",
            "true",
            "enddelimiter",
            "",
            "rollbackenddelimiter",
            "",
            "splitstatements",
            "false",
            "runwith",
            "");

    public LiquibaseChangelog {
        changesets = List.copyOf(changesets);
    }

    /**
     * A changeset.
     *
     * @param transaction false where it must run outside of a transaction
     * @param rollback empty where it has none, or needs none
     * @param noRollbackNeeded whether its author said that nothing is to be taken back
     */
    public record Changeset(
            String path,
            String author,
            String id,
            String comment,
            boolean transaction,
            boolean repeatable,
            String sql,
            String rollback,
            boolean noRollbackNeeded) {

        /** As the history names it. */
        public String key() {
            return Liquibase.key(path, author, id);
        }
    }

    /**
     * Reads a changelog.
     *
     * @param path its path as Liquibase was given it
     * @throws GodwitException all that cannot be taken over, each with its line
     */
    public static LiquibaseChangelog read(String path, String text) {
        Reading reading = new Reading(path);
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !HEAD.matcher(lines.get(0).replace("\uFEFF", "")).matches()) {
            throw Problem.of(ErrorCode.FOREIGN_HISTORY, path + " is no changelog of formatted SQL")
                    .at(Place.of(path))
                    .next("its first line must be --liquibase formatted sql; XML, YAML and JSON changelogs are imported"
                            + " as history alone, without --changelog")
                    .exception();
        }
        for (int number = 1; number < lines.size(); number++) {
            reading.line(number + 1, lines.get(number));
        }
        return new LiquibaseChangelog(path, reading.end());
    }

    private static final class Reading {
        private final String path;
        private final List<Changeset> done = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<Open> open = Optional.empty();
        private boolean inRollbackBlock;

        Reading(String path) {
            this.path = path;
        }

        void line(int number, String line) {
            Matcher changeset = CHANGESET.matcher(line);
            if (changeset.matches()) {
                close();
                open = Optional.of(begin(number, changeset));
            } else if (DIRECTIVE.matcher(line).matches()) {
                problem(number, "has a meaning that a SQL file cannot keep: " + line.strip());
            } else {
                open.ifPresent(current -> body(current, line));
            }
        }

        private void body(Open current, String line) {
            Matcher rollback = ROLLBACK.matcher(line);
            Matcher comment = COMMENT.matcher(line);
            if (inRollbackBlock) {
                inRollbackBlock = !line.strip().endsWith("*/");
                current.rollback.append(line.strip().replaceFirst("\\*/$", "")).append('\n');
            } else if (ROLLBACK_BLOCK.matcher(line).matches()) {
                inRollbackBlock = true;
            } else if (rollback.matches()) {
                current.rollback.append(rollback.group(1)).append('\n');
            } else if (comment.matches()) {
                current.comment = comment.group(1).strip();
            } else if (!CHECKSUM.matcher(line).matches()) {
                current.sql.append(line).append('\n');
            }
        }

        private Open begin(int number, Matcher line) {
            Map<String, String> attributes = new HashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(line.group(3));
            while (attribute.find()) {
                attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), bare(attribute.group(2)));
            }
            CANNOT.forEach((name, value) -> {
                String given = attributes.get(name);
                if (given != null && (value.isEmpty() || given.equalsIgnoreCase(value))) {
                    problem(number, "has " + name + ":" + given + ", which a SQL file cannot say");
                }
            });
            String file = attributes.getOrDefault("logicalfilepath", path);
            return new Open(file, bare(line.group(1)), bare(line.group(2)), attributes);
        }

        private static String bare(String text) {
            return text.strip().replaceFirst("^\"(.*)\"$", "$1");
        }

        private void problem(int number, String what) {
            problems.add(Problem.of(ErrorCode.FOREIGN_HISTORY, "the changelog " + what)
                    .at(Place.of(path, number, 1))
                    .next("write this changeset as a migration by hand"));
        }

        private void close() {
            open.ifPresent(current -> done.add(current.changeset()));
            inRollbackBlock = false;
        }

        List<Changeset> end() {
            close();
            GodwitException.throwIfAny(problems);
            return done;
        }
    }

    private static final class Open {
        private final String path;
        private final String author;
        private final String id;
        private final Map<String, String> attributes;
        private final StringBuilder sql = new StringBuilder();
        private final StringBuilder rollback = new StringBuilder();
        private String comment = "";

        Open(String path, String author, String id, Map<String, String> attributes) {
            this.path = path;
            this.author = author;
            this.id = id;
            this.attributes = attributes;
        }

        Changeset changeset() {
            String back = rollback.toString().strip();
            boolean none = back.equalsIgnoreCase("empty") || back.equalsIgnoreCase("not required");
            return new Changeset(
                    path,
                    author,
                    id,
                    comment,
                    !"false".equalsIgnoreCase(attributes.get("runintransaction")),
                    "true".equalsIgnoreCase(attributes.get("runonchange")),
                    sql.toString().strip(),
                    none ? "" : back,
                    none);
        }
    }
}
