package dev.godwit.verify.mapping;

import dev.godwit.model.TableName;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.rows.TableRules;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a declared pair of tables, its pieces of SQL in the language of their side. Pure. */
final class DeclaredRules {
    private final MappingFile.Table table;
    private final Quoting sourceQuoting;
    private final Quoting targetQuoting;

    DeclaredRules(MappingFile.Table table, Quoting sourceQuoting, Quoting targetQuoting) {
        this.table = table;
        this.sourceQuoting = sourceQuoting;
        this.targetQuoting = targetQuoting;
    }

    /** For tables whose names the catalogs have found. */
    TableRules of(TableName source, TableName target) {
        Map<String, String> renamed = new HashMap<>();
        Map<String, Sql> sourceExpressions = new HashMap<>();
        Map<String, Sql> targetExpressions = new HashMap<>();
        Map<String, Mapping.Rule> rules = new HashMap<>();
        for (MappingFile.Column column : table.columns()) {
            rules.put(column.name(), column.rule());
            if (column.target() != null) {
                renamed.put(column.name(), column.target());
            }
            if (column.sourceExpression() != null) {
                sourceExpressions.put(column.name(), expression(column.sourceExpression(), sourceQuoting));
            }
            if (column.targetExpression() != null) {
                String name = column.target() == null ? column.name() : column.target();
                targetExpressions.put(name, expression(column.targetExpression(), targetQuoting));
            }
        }
        return new TableRules(
                new Mapping.Rows(source, where(table.sourceWhere(), sourceQuoting)),
                new Mapping.Rows(target, where(table.targetWhere(), targetQuoting)),
                table.key(),
                renamed,
                sourceExpressions,
                targetExpressions,
                rules);
    }

    private static @Nullable Sql where(@Nullable String text, Quoting quoting) {
        return text == null ? null : expression(text, quoting);
    }

    private static Sql expression(String text, Quoting quoting) {
        return Sql.of("({})", Sql.verbatim(new Fragment("expression", text, quoting).prepared()));
    }
}
