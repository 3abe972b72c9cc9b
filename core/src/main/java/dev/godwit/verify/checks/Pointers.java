package dev.godwit.verify.checks;

import dev.godwit.model.TableName;
import dev.godwit.verify.checks.CheckSettings.Pointer;
import dev.godwit.verify.shape.TablePair;
import dev.godwit.verify.shape.TableShape;
import dev.godwit.verify.shape.TableShape.Constraint;
import dev.godwit.verify.shape.TableShape.Kind;
import dev.godwit.verify.shape.TableShape.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out which columns point where. Pure; used by one thread. */
final class Pointers {
    private static final String SUFFIX = "_id";

    private final List<TablePair> pairs;
    private final CheckSettings settings;
    private final List<Pointer> problems = new ArrayList<>();

    Pointers(List<TablePair> pairs, CheckSettings settings) {
        this.pairs = pairs;
        this.settings = settings;
    }

    /**
     * A reference on both sides.
     *
     * @param how it is known; empty for a foreign key
     */
    record Both(Pointer source, Pointer target, String how) {}

    /** References that were declared and cannot be found; to be asked for behind {@link #all}. */
    List<Pointer> problems() {
        return List.copyOf(problems);
    }

    /** All of them, each once: what both tables hold to, then what was declared, then what names suggest. */
    List<Both> all() {
        Map<Pointer, Both> found = new LinkedHashMap<>();
        for (TablePair pair : pairs) {
            pair.source().constraints(Kind.FOREIGN).forEach(key -> add(found, fromSource(key, pair), ""));
            pair.target()
                    .constraints(Kind.FOREIGN)
                    .forEach(key -> fromTarget(key, pair).ifPresent(pointer -> add(found, pointer, "")));
        }
        for (Pointer declared : settings.declared().references()) {
            Pointer full = qualified(declared);
            if (!add(found, full, "declared")) {
                problems.add(declared);
            }
        }
        if (settings.guessReferences()) {
            pairs.forEach(pair -> guesses(pair).forEach(pointer -> add(found, pointer, "guessed from its name")));
        }
        return List.copyOf(found.values());
    }

    private boolean add(Map<Pointer, Both> found, Pointer source, String how) {
        Optional<Pointer> target = here(source);
        target.ifPresent(pointer -> found.putIfAbsent(source, new Both(source, pointer, how)));
        return target.isPresent();
    }

    private static Pointer fromSource(Constraint key, TablePair pair) {
        Reference reference = Objects.requireNonNull(key.reference());
        return new Pointer(pair.source().name(), key.columns(), reference.table(), reference.columns());
    }

    /** A foreign key that the target has, in the source's names. */
    private Optional<Pointer> fromTarget(Constraint key, TablePair pair) {
        Reference reference = Objects.requireNonNull(key.reference());
        return pairs.stream()
                .filter(each -> each.target().name().equals(reference.table()))
                .findFirst()
                .flatMap(parent -> there(pair, key.columns())
                        .flatMap(columns -> there(parent, reference.columns())
                                .map(keys -> new Pointer(
                                        pair.source().name(),
                                        columns,
                                        parent.source().name(),
                                        keys))));
    }

    private static Optional<List<String>> there(TablePair pair, List<String> targets) {
        List<String> columns = new ArrayList<>();
        for (String target : targets) {
            pair.names().entrySet().stream()
                    .filter(name -> name.getValue().equals(target))
                    .findFirst()
                    .ifPresent(name -> columns.add(name.getKey()));
        }
        return columns.size() == targets.size() ? Optional.of(columns) : Optional.empty();
    }

    private Optional<Pointer> here(Pointer source) {
        Optional<TablePair> child = pair(source.table());
        Optional<TablePair> parent = pair(source.parent());
        if (child.isEmpty() || parent.isEmpty()) {
            return Optional.empty();
        }
        return child.get()
                .named(source.columns())
                .flatMap(columns -> parent.get()
                        .named(source.keys())
                        .map(keys -> new Pointer(
                                child.get().target().name(),
                                columns,
                                parent.get().target().name(),
                                keys)));
    }

    private Pointer qualified(Pointer typed) {
        return new Pointer(full(typed.table()), typed.columns(), full(typed.parent()), typed.keys());
    }

    private TableName full(TableName typed) {
        return pair(typed).map(pair -> pair.source().name()).orElse(typed);
    }

    private Optional<TablePair> pair(TableName typed) {
        return pairs.stream()
                .filter(pair -> ReferencesCheck.same(typed, pair.source().name()))
                .findFirst();
    }

    private List<Pointer> guesses(TablePair child) {
        List<Pointer> found = new ArrayList<>();
        for (TableShape.Column column : child.source().columns()) {
            String name = column.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(SUFFIX) && name.length() > SUFFIX.length()) {
                String stem = name.substring(0, name.length() - SUFFIX.length());
                parent(stem)
                        .ifPresent(parent -> found.add(new Pointer(
                                child.source().name(),
                                List.of(column.name()),
                                parent.source().name(),
                                parent.source().constraints(Kind.PRIMARY).get(0).columns())));
            }
        }
        return found;
    }

    /** A table of that name, or of its plural, with a key of one column. */
    private Optional<TablePair> parent(String stem) {
        List<String> names = List.of(stem, stem + "s", stem + "es", stem.replaceFirst("y$", "ies"));
        return pairs.stream()
                .filter(pair -> names.contains(pair.source().name().name().toLowerCase(Locale.ROOT)))
                .filter(pair -> pair.source().constraints(Kind.PRIMARY).stream()
                        .anyMatch(key -> key.columns().size() == 1))
                .findFirst();
    }
}
