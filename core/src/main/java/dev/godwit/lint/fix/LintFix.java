package dev.godwit.lint.fix;

import dev.godwit.lint.Finding;
import dev.godwit.lint.Fix;
import dev.godwit.lint.LintInput;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the mechanical fixes of a report in the texts of its files: at most one per statement and round. Where a fix must not
 * share a transaction, the migration is marked {@code -- godwit: transaction off}. Pure: who calls it writes the files.
 */
public final class LintFix {
    private static final Pattern HEADER = Pattern.compile("(?im)^--\\s*godwit:\\s*transaction\\s+\\w+[ \\t]*$");
    private static final String TRANSACTION_OFF = "-- godwit: transaction off";

    private final SourceFile file;
    private final boolean transactionIsOff;
    private final Map<Integer, Finding> byStatement = new TreeMap<>(Comparator.reverseOrder());
    private final List<Finding> refused = new ArrayList<>();

    private LintFix(SourceFile file, boolean transactionIsOff) {
        this.file = file;
        this.transactionIsOff = transactionIsOff;
    }

    /** The files that have findings with a fix, whether it can be made or is refused. Suppressed findings stay. */
    public static List<FixedFile> fix(LintInput input, LintReport report) {
        Map<String, List<Finding>> byFile = new LinkedHashMap<>();
        report.active().stream()
                .filter(finding -> finding.fix() != null)
                .forEach(finding -> byFile.computeIfAbsent(finding.file(), path -> new ArrayList<>())
                        .add(finding));
        List<FixedFile> fixed = new ArrayList<>();
        for (LintMigration migration : input.migrations()) {
            for (SourceFile file : filesOf(migration)) {
                if (byFile.containsKey(file.path())) {
                    boolean off = migration.header().transactions() == LintMigration.Transactions.OFF;
                    fixed.add(new LintFix(file, off).fixed(byFile.get(file.path())));
                }
            }
        }
        return fixed;
    }

    private static Set<SourceFile> filesOf(LintMigration migration) {
        Set<SourceFile> files = new LinkedHashSet<>();
        migration.parts().stream().map(LintPart::file).forEach(files::add);
        return files;
    }

    private FixedFile fixed(List<Finding> findings) {
        findings.forEach(this::sort);
        StringBuilder text = new StringBuilder(file.text());
        boolean outside = false;
        dropCovered();
        for (Finding finding : byStatement.values()) {
            Fix.Rewrite rewrite = (Fix.Rewrite) Objects.requireNonNull(finding.fix());
            int start = Math.toIntExact(finding.position().offset());
            text.replace(start, end(finding), withLineEnds(rewrite.replacement()));
            outside |= rewrite.outsideTransaction();
        }
        String after = outside && !transactionIsOff ? withHeader(text.toString()) : text.toString();
        List<Finding> applied = new ArrayList<>(byStatement.values());
        Collections.reverse(applied);
        return new FixedFile(file.path(), file.text(), after, applied, refused);
    }

    /** A fix that takes in following statements comes before the fixes of those, which wait for a second round. */
    private void dropCovered() {
        int covered = 0;
        List<Finding> inOrder = new ArrayList<>(byStatement.values());
        Collections.reverse(inOrder);
        for (Finding finding : inOrder) {
            int start = Math.toIntExact(finding.position().offset());
            if (start < covered) {
                byStatement.remove(start);
                refused.add(finding);
            } else {
                covered = end(finding);
            }
        }
    }

    private static int end(Finding finding) {
        int more = finding.fix() instanceof Fix.Rewrite rewrite ? rewrite.more() : 0;
        return Math.toIntExact(finding.position().offset()) + finding.length() + more;
    }

    private void sort(Finding finding) {
        int start = Math.toIntExact(finding.position().offset());
        boolean first = finding.fix() instanceof Fix.Rewrite && byStatement.putIfAbsent(start, finding) == null;
        if (!first) {
            refused.add(finding);
        }
    }

    private String withHeader(String text) {
        Matcher header = HEADER.matcher(text);
        return header.find() ? header.replaceFirst(TRANSACTION_OFF) : withLineEnds(TRANSACTION_OFF + "\n") + text;
    }

    private String withLineEnds(String text) {
        return file.text().contains("\r\n") ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
    }
}
