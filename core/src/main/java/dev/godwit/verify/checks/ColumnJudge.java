package dev.godwit.verify.checks;

import dev.godwit.verify.Mapping;
import dev.godwit.verify.shape.TablePair;
import dev.godwit.verify.shape.TableShape;
import dev.godwit.verify.shape.TableShape.Column;
import dev.godwit.verify.shape.TypeMapping;
import dev.godwit.verify.shape.TypeMapping.Judgement;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the columns of a pair of tables. Used by one thread. */
final class ColumnJudge {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,100}(\\.\\d{0,100})?");

    private final TablePair pair;
    private final boolean alike;
    private final Said said;

    /** @param alike whether both servers' own words can be compared */
    ColumnJudge(TablePair pair, boolean alike, Said said) {
        this.pair = pair;
        this.alike = alike;
        this.said = said;
    }

    void judge(Mapping.Column mapped) {
        String name = mapped.name();
        String partner = pair.names().get(name);
        String subject = "column " + pair.source().name() + "." + name;
        if (partner != null) {
            columns(
                    subject,
                    pair.source().column(name).orElseThrow(),
                    pair.target().column(partner).orElseThrow());
        } else if (mapped.source() != null && mapped.target() != null) {
            said.note(subject, "an expression stands for it on one side; its type and rules are not compared");
        } else {
            lonely(subject, mapped);
        }
    }

    private void lonely(String subject, Mapping.Column mapped) {
        boolean declared = mapped.rule() instanceof Mapping.Rule.NotCompared left && left.declared();
        String what = mapped.source() == null ? "the source has no such column" : "the target has no such column";
        if (declared) {
            said.note(subject, what + "; declared as not compared");
        } else {
            said.different(subject, what);
        }
    }

    private void columns(String subject, Column source, Column target) {
        type(subject, TypeMapping.judge(source, target, checked(target)));
        if (source.notNull() != target.notNull()) {
            said.different(
                    subject,
                    source.notNull()
                            ? "weaker: NOT NULL is lost"
                            : "stricter: NULL is refused, which the source takes");
        }
        if (source.counted() && !target.counted()) {
            said.different(subject, "the server no longer numbers it");
        } else if (target.counted() && !source.counted()) {
            said.note(subject, "the target's server numbers it, the source's does not");
        }
        generated(subject, source, target);
        defaults(subject, source, target);
    }

    private void type(String subject, Judgement judgement) {
        switch (judgement.kind()) {
            case EQUAL -> {
                return;
            }
            case MAPPED -> said.note(subject, "mapped: " + judgement.why());
            case WEAKER -> said.different(subject, "weaker: " + judgement.why());
            case UNKNOWN -> said.different(subject, judgement.why());
        }
    }

    private boolean checked(Column target) {
        Pattern word = Pattern.compile("(?<![\\w$])" + Pattern.quote(target.name()) + "(?![\\w$])");
        return pair.target().constraints(TableShape.Kind.CHECK).stream()
                .anyMatch(check ->
                        check.validated() && word.matcher(check.definition()).find());
    }

    private void generated(String subject, Column source, Column target) {
        String from = source.generated();
        String to = target.generated();
        if (from == null && to == null) {
            return;
        }
        if (from == null || to == null) {
            said.different(subject, from == null ? "computed by the target only" : "the target no longer computes it");
        } else if (!from.equals(to)) {
            if (alike) {
                said.different(subject, "computed by another expression");
            } else {
                said.note(
                        subject,
                        "computed on both sides; the expressions are not compared between servers of two kinds or versions");
            }
        }
    }

    private void defaults(String subject, Column source, Column target) {
        String from = source.defaultText();
        String to = target.defaultText();
        if (source.counted() || target.counted() || sameDefault(from, to)) {
            return;
        }
        if (from == null || to == null) {
            said.different(
                    subject, from == null ? "the target has a default, the source has none" : "its default is lost");
        } else if (alike || from.startsWith("=") && to.startsWith("=")) {
            said.different(subject, "another default");
        } else {
            said.open(subject, "its defaults are expressions of servers of two kinds, which nobody can compare");
        }
    }

    /** Values are compared as numbers where both are. */
    static boolean sameDefault(@Nullable String source, @Nullable String target) {
        if (source == null || target == null) {
            return source == null && target == null;
        }
        if (source.equals(target)) {
            return true;
        }
        boolean values = source.startsWith("=") && target.startsWith("=");
        String from = source.substring(1);
        String to = target.substring(1);
        return values
                && NUMBER.matcher(from).matches()
                && NUMBER.matcher(to).matches()
                && new BigDecimal(from).compareTo(new BigDecimal(to)) == 0;
    }

    /** Programs that insert without naming columns depend on their order. */
    void order() {
        List<String> wanted = pair.source().columns().stream()
                .map(column -> pair.names().getOrDefault(column.name(), ""))
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> found = pair.target().columns().stream()
                .map(Column::name)
                .filter(wanted::contains)
                .toList();
        if (!wanted.equals(found)) {
            said.note("table " + pair.source().name(), "its columns stand in another order");
        }
    }
}
