package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Ident;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a = 1                                   | a:1",
                "A = b, c=d                              | A:b;c:d",
                "a = f(1, 2), b = (x = y)                | a:f(1, 2);b:(x = y)",
                "a = x = y                               | a:x = y",
                "t.a = o.a, `T` . `b` = o.b              | a:o.a;b:o.b",
                "a = 'x, b = 2', b = 3                   | a:'x, b = 2';b:3",
                "a = 'it''s, c', b = 3                   | a:'it''s, c';b:3",
                "a = 'it\\'s, c', b = 3                  | a:'it\\'s, c';b:3",
                "a = \"x\\\", b = 1\", c = 2             | a:\"x\\\", b = 1\";c:2",
                "a = 'c:\\\\', b = 2                     | a:'c:\\\\';b:2",
                "a = /* x, b = 2 , */ 1, b = 3           | a:/* x, b = 2 , */ 1;b:3",
                "`A,``=` = 1, b = `x,y`                  | A,`=:1;b:`x,y`",
                "a = 5--3, b = 2                         | a:5--3;b:2",
                "/* why */ a = case when b then 1 else 2 end, c = x->>'$.k, z' | "
                        + "a:case when b then 1 else 2 end;c:x->>'$.k, z'",
            })
    void takesAListApart(String list, String expected) {
        assertThat(SetList.parse(list, "t").assignments().stream()
                        .map(a -> a.column().name() + ":" + a.expression())
                        .collect(Collectors.joining(";")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = 1 -- x, y = 2\n, b = 3", "a = 1 # x, y = 2\n, b = 3"})
    void aLineCommentEndsWithItsLine(String list) {
        assertThat(SetList.parse(list, "t").assignments())
                .extracting(a -> a.column().name())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a =",
                "= 1",
                "(a, b) = (1, 2)",
                "other.a = 2",
                "db.t.a = 2",
                "a := 1",
                "a = default",
                "a = 1,"
            })
    void refusesWhatItCannotCompare(String list) {
        GodwitException refused = catchThrowableOfType(GodwitException.class, () -> SetList.parse(list, "t"));
        assertThat(refused).as(list).isNotNull();
        assertThat(refused.problems()).singleElement().matches(problem -> problem.code() == ErrorCode.PLAN_WRONG);
    }

    @Test
    void aRowDiffersWhereAnyColumnDoesAndNullIsAValue() {
        assertThat(SetList.parse("a = 1, b = x -- y", "t")
                        .differs(Ident.fromCatalog("t"))
                        .render(new MysqlQuoting())
                        .text())
                .isEqualTo("(not (`t`.`a` <=> (1\n)) or not (`t`.`b` <=> (x -- y\n)))");
    }
}
