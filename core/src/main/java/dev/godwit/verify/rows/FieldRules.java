package dev.godwit.verify.rows;

import dev.godwit.dialect.ValueClass;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two rows that are not the same, field by field and each by its rule. Pure. */
final class FieldRules {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final List<Mapping.Column> columns;

    FieldRules(Mapping mapping) {
        this.columns = mapping.compared();
    }

    /** Whether rows with different bytes may still be equal. */
    boolean lenient() {
        return columns.stream().anyMatch(column -> column.rule() instanceof Mapping.Rule.Tolerance);
    }

    /** The columns that differ; empty where all differences are within their tolerance. */
    List<Difference.Column> differing(List<@Nullable String> source, List<@Nullable String> target) {
        List<Difference.Column> differing = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String left = source.get(i);
            String right = target.get(i);
            if (!Objects.equals(left, right) && !tolerated(columns.get(i), left, right)) {
                differing.add(new Difference.Column(columns.get(i).name(), left, right, note(left, right)));
            }
        }
        return differing;
    }

    /** All columns of a row that only one side has. */
    List<Difference.Column> alone(List<@Nullable String> row, boolean ofSource) {
        List<Difference.Column> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = row.get(i);
            all.add(new Difference.Column(columns.get(i).name(), ofSource ? value : null, ofSource ? null : value, ""));
        }
        return all;
    }

    private static boolean tolerated(Mapping.Column column, @Nullable String left, @Nullable String right) {
        if (!(column.rule() instanceof Mapping.Rule.Tolerance tolerance) || left == null || right == null) {
            return false;
        }
        BigDecimal from = number(column.meaning(), left);
        BigDecimal to = number(column.meaning(), right);
        return from != null && to != null && from.subtract(to).abs().compareTo(tolerance.most()) <= 0;
    }

    private static @Nullable BigDecimal number(ValueClass meaning, String text) {
        try {
            boolean moment = meaning == ValueClass.TIMESTAMP || meaning == ValueClass.INSTANT;
            return moment ? micros(text) : new BigDecimal(text);
        } catch (RuntimeException notANumber) {
            return null; // NaN, an infinity or a day zero: within no tolerance of anything
        }
    }

    private static BigDecimal micros(String text) {
        LocalDateTime moment = LocalDateTime.parse(text, MOMENT);
        return BigDecimal.valueOf(moment.toEpochSecond(ZoneOffset.UTC))
                .multiply(BigDecimal.valueOf(MICROS_PER_SECOND))
                .add(BigDecimal.valueOf(moment.getNano() / 1_000));
    }

    private static String note(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return (left == null ? right : left) == null || !"".equals(left == null ? right : left)
                    ? ""
                    : "NULL against an empty text";
        }
        boolean normal = Normalizer.normalize(left, Normalizer.Form.NFC)
                .equals(Normalizer.normalize(right, Normalizer.Form.NFC));
        return normal ? "only in Unicode normal form" : "";
    }
}
