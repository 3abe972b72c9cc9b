package dev.godwit.migration;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the header of one file. Problems are collected, so that a folder reports all of them at once. */
final class HeaderReader {
    /** The names of the phases; the plan's own list, which this package must not use. */
    static final List<String> PHASES =
            List.of("prepare", "expand", "migrate", "validate", "switch", "hold", "contract");

    private static final Pattern GODWIT = Pattern.compile("(?i)--+\\s*godwit:\\s*([\\w-]+)\\s*[:=]?\\s*(.*)");
    private static final Pattern FIELD = Pattern.compile("--+\\s*([A-Za-z][A-Za-z_-]*)\\s*:\\s*(.*)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|m|h)");
    private static final Set<String> ON_OR_OFF = Set.of("on", "off", "true", "false", "yes", "no");
    /** What others read after {@code -- godwit:}: suppressions of lint rules, and the ledger's separator. */
    private static final Set<String> OF_OTHERS = Set.of("ignore", "ignore-file", "file");

    private final String source;
    private final List<Problem> problems;
    private final Map<HeaderField, String> values = new EnumMap<>(HeaderField.class);
    private List<String> dependsOn = List.of();
    private @Nullable Boolean transaction;
    private @Nullable Duration lockTimeout;
    private @Nullable Duration lockBudget;
    private @Nullable Duration statementTimeout;

    /** A reader for one file whose problems are added to {@code problems}. */
    HeaderReader(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** Reads the comment lines at the start of {@code head}; the first other line ends them. */
    Header read(String head) {
        int number = 0;
        for (String raw : (Iterable<String>) head.lines()::iterator) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("--")) {
                break;
            }
            readLine(line, number);
        }
        return new Header(
                values.get(HeaderField.MIGRATION),
                values.get(HeaderField.VERSION),
                values.get(HeaderField.REASON),
                values.get(HeaderField.AUTHOR),
                values.get(HeaderField.TICKET),
                dependsOn,
                transaction,
                lockTimeout,
                lockBudget,
                statementTimeout,
                phase());
    }

    private @Nullable String phase() {
        String phase = values.get(HeaderField.PHASE);
        return phase == null ? null : phase.toLowerCase(Locale.ROOT);
    }

    private void readLine(String line, int number) {
        Matcher ours = GODWIT.matcher(line);
        if (ours.matches()) {
            readOurs(ours.group(1), ours.group(2).strip(), number);
            return;
        }
        Matcher plain = FIELD.matcher(line);
        if (plain.matches()) {
            readPlain(plain.group(1), plain.group(2).strip(), number);
        }
    }

    private void readPlain(String name, String value, int number) {
        Optional<HeaderField> field = HeaderField.find(name);
        if (field.isPresent()) {
            field.filter(known -> isMeant(known, name, value)).ifPresent(known -> accept(known, value, number));
        } else if (isMisspelt(name, value)) {
            wrong(number, "unknown header field " + name + DidYouMean.hint(name, HeaderField.titles()));
        }
    }

    /** A comment that is nearly a field, with a value that only the field has: left unread, it would not be missed until too late. */
    private static boolean isMisspelt(String name, String value) {
        return DidYouMean.nearest(name, HeaderField.titles())
                .flatMap(HeaderField::find)
                .filter(field -> switch (field) {
                    case DEPENDS_ON ->
                        !value.isEmpty()
                                && references(value).stream()
                                        .allMatch(id -> Version.parse(id).isPresent());
                    case TRANSACTION -> ON_OR_OFF.contains(value.toLowerCase(Locale.ROOT));
                    case LOCK_TIMEOUT, LOCK_BUDGET, STATEMENT_TIMEOUT ->
                        DURATION.matcher(value).matches();
                    case PHASE -> PHASES.contains(value.toLowerCase(Locale.ROOT));
                    case REASON, AUTHOR, TICKET, MIGRATION, VERSION -> false;
                })
                .isPresent();
    }

    /** An ordinary comment may look like a field: {@code -- requires: PostgreSQL 12}. */
    private static boolean isMeant(HeaderField field, String name, String value) {
        return switch (field) {
            case DEPENDS_ON ->
                !name.equalsIgnoreCase("requires")
                        || references(value).stream()
                                .allMatch(id -> Version.parse(id).isPresent());
            case VERSION -> Version.parse(value).isPresent();
            default -> true;
        };
    }

    private void readOurs(String name, String value, int number) {
        if (OF_OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        Optional<HeaderField> field = HeaderField.find(name);
        if (field.isEmpty()) {
            wrong(number, "unknown header field " + name + DidYouMean.hint(name, HeaderField.allNames()));
        } else {
            accept(field.get(), value, number);
        }
    }

    private void accept(HeaderField field, String value, int number) {
        if (value.isEmpty() && !field.isProse()) {
            wrong(number, field.title() + " has no value");
        } else if (value.isEmpty()) {
            return;
        } else if (field.isProse()) {
            values.merge(field, value, (before, more) -> before + " " + more);
        } else if (values.putIfAbsent(field, value) != null) {
            wrong(number, field.title() + " is given twice");
        } else {
            check(field, value, number);
        }
    }

    private void check(HeaderField field, String value, int number) {
        switch (field) {
            case DEPENDS_ON -> dependsOn = dependencies(value, number);
            case TRANSACTION -> transaction = onOrOff(value, number);
            case LOCK_TIMEOUT -> lockTimeout = duration(field, value, number);
            case LOCK_BUDGET -> lockBudget = duration(field, value, number);
            case STATEMENT_TIMEOUT -> statementTimeout = duration(field, value, number);
            case PHASE -> checkPhase(value, number);
            default -> {
                // Free text.
            }
        }
    }

    private List<String> dependencies(String value, int number) {
        for (String id : references(value)) {
            if (Version.parse(id).isEmpty()) {
                wrong(number, "depends-on names " + id + ", which is not the id of a migration");
            }
        }
        return references(value);
    }

    private static List<String> references(String value) {
        return Stream.of(value.split("[,\\s]+")).filter(id -> !id.isEmpty()).toList();
    }

    private @Nullable Boolean onOrOff(String value, int number) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> {
                wrong(number, "transaction is on or off, not " + value);
                yield null;
            }
        };
    }

    private @Nullable Duration duration(HeaderField field, String value, int number) {
        Matcher form = DURATION.matcher(value);
        if (!form.matches()) {
            wrong(number, field.title() + " is a time such as 500ms, 5s or 2m, not " + value);
            return null;
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private void checkPhase(String value, int number) {
        if (!PHASES.contains(value.toLowerCase(Locale.ROOT))) {
            wrong(number, "there is no phase " + value + DidYouMean.hint(value, PHASES));
        }
    }

    private void wrong(int number, String what) {
        problems.add(Problem.of(ErrorCode.HEADER_WRONG, what).at(Place.of(source, number, 0)));
    }
}
