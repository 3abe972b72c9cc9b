package dev.godwit.verify.checks;

import dev.godwit.verify.CheckReport.Figure;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.ValidationVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what a check has to say. Used by one thread. */
final class Said {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** A proven difference. */
    void different(String subject, String what) {
        findings.add(new Finding(ValidationVerdict.DIFFERENT, subject, what));
    }

    /** Something that could not be decided. */
    void open(String subject, String what) {
        findings.add(new Finding(ValidationVerdict.INCONCLUSIVE, subject, what));
    }

    /** Something that a person should know. */
    void note(String subject, String what) {
        findings.add(new Finding(ValidationVerdict.EQUAL, subject, what));
    }

    /** A number. */
    void figure(String subject, String name, Object value, String unit) {
        figures.add(new Figure(subject, name, String.valueOf(value), unit));
    }

    /** The worst first, else in the order in which they were said. */
    List<Finding> findings() {
        return findings.stream().sorted(Comparator.comparing(Said::weight)).toList();
    }

    private static int weight(Finding finding) {
        return switch (finding.verdict()) {
            case DIFFERENT -> 0;
            case INCONCLUSIVE -> 1;
            case EQUAL -> 2;
        };
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }
}
