package dev.godwit.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.SplitterContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class PostgresSplitterTest extends SplitterContract {
    PostgresSplitterTest() {
        super(Scripts.TESTED);
    }

    static Stream<Arguments> traps() {
        return withCommonTraps(
                trap("comments around are no part of it", "-- a\nselect /* b */ 1 -- c\n; /* d */", "select /* b */ 1"),
                trap("comments only", "-- a;\n/* b; */\n"),
                trap("semicolon in a string", "select ';''a;'; select 2", "select ';''a;'", "select 2"),
                trap("a backslash ends no standard string", "select '\\'; select 2", "select '\\'", "select 2"),
                trap("a backslash escapes in E", "select E'\\';'; select 2", "select E'\\';'", "select 2"),
                trap("and in e", "select e'\\';'; select 2", "select e'\\';'", "select 2"),
                trap(
                        "a word ending in e is no prefix",
                        "select 1 as price'\\'; select 2",
                        "select 1 as price'\\'",
                        "select 2"),
                trap(
                        "U& takes no backslash as an escape",
                        "select U&'\\'; select u&'x'",
                        "select U&'\\'",
                        "select u&'x'"),
                trap("bit strings", "select B'1;', x'f;', n'\\'; select 2", "select B'1;', x'f;', n'\\'", "select 2"),
                trap(
                        "E continues over a line end",
                        "select E'a'\n  '\\';'; select 2",
                        "select E'a'\n  '\\';'",
                        "select 2"),
                trap(
                        "E continues over a comment",
                        "select E'a' -- x\n'\\';'; select 2",
                        "select E'a' -- x\n'\\';'",
                        "select 2"),
                trap("E does not continue on its line", "select E'a' '\\'; select 2", "select E'a' '\\'", "select 2"),
                trap("a quoted name", "select \"a;\"\"b\"; select 2", "select \"a;\"\"b\"", "select 2"),
                trap("a unicode name", "select U&\"a;\\0061\"; select 2", "select U&\"a;\\0061\"", "select 2"),
                trap("dollar quotes", "do $$ begin; end $$; select 2", "do $$ begin; end $$", "select 2"),
                trap("a tag", "do $a_1$ $$;$b$; $a_1$; select 2", "do $a_1$ $$;$b$; $a_1$", "select 2"),
                trap("tags know case", "select $a$ ; $A$ ; $a$; select 2", "select $a$ ; $A$ ; $a$", "select 2"),
                trap("a dollar inside a name is no quote", "select a$b$; select c$b$", "select a$b$", "select c$b$"),
                trap("a parameter is no quote", "select $1; select $2", "select $1", "select $2"),
                trap("a parameter before a quote", "select $1$$;$$; select 2", "select $1$$;$$", "select 2"),
                trap(
                        "nested comments",
                        "select 1 /* a /* ; */ ; */ + 1; select 2",
                        "select 1 /* a /* ; */ ; */ + 1",
                        "select 2"),
                trap(
                        "an operator before a comment",
                        "select 1 +--;\n1; select @/*;*/ 2",
                        "select 1 +--;\n1",
                        "select @/*;*/ 2"),
                trap("a lone carriage return ends a comment", "-- a\rselect 1;\rselect 2", "select 1", "select 2"),
                trap("form feed is a blank", "\fselect 1;\fselect 2", "select 1", "select 2"),
                trap(
                        "a rule's parentheses",
                        "create rule r as on insert to t do (select 1; select 2); select 3",
                        "create rule r as on insert to t do (select 1; select 2)",
                        "select 3"),
                trap(
                        "a body",
                        "create function f() returns int begin atomic select 1; select 2; end; select 3",
                        "create function f() returns int begin atomic select 1; select 2; end",
                        "select 3"),
                trap(
                        "CASE in a body",
                        "CREATE OR REPLACE PROCEDURE f() BEGIN /**/ ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 1 AS end; END; select 3",
                        "CREATE OR REPLACE PROCEDURE f() BEGIN /**/ ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 1 AS end; END",
                        "select 3"),
                trap(
                        "an empty body",
                        "create function f() returns void begin atomic end; select 3",
                        "create function f() returns void begin atomic end",
                        "select 3"),
                trap(
                        "a name that holds atomic",
                        "create function atomic_begin() returns int as 'x' language sql; begin; select atomic",
                        "create function atomic_begin() returns int as 'x' language sql",
                        "begin",
                        "select atomic"),
                trap(
                        "begin atomic elsewhere",
                        "begin; select 1 as begin, atomic; select 2",
                        "begin",
                        "select 1 as begin, atomic",
                        "select 2"),
                trap("restrict lines of dumps", "\\restrict aBc123\n\nselect 1;\n\\unrestrict aBc123\n", "select 1"),
                trap(
                        "letters of all alphabets",
                        "select 'é😀;' as größe; select \"имя\"",
                        "select 'é😀;' as größe",
                        "select \"имя\""));
    }

    static Stream<Arguments> broken() {
        return withCommonRefusals(
                refusal("select E'abc\\'", 1, 8, "a string is not closed"),
                refusal("select \"abc", 1, 8, "a quoted name is not closed"),
                refusal("do $x$ begin $y$", 1, 4, "a dollar quote $x$ is not closed"),
                refusal("select 1;\r\n/* a /* b */", 2, 1, "a comment /* is not closed"),
                refusal("select\r(1;\rdrop table t;", 2, 1, "a parenthesis is not closed"),
                refusal(
                        "create function f() returns int begin atomic select 1; select 2;",
                        1,
                        1,
                        "BEGIN ATOMIC has no END"),
                refusal("select 1;\n \\c other\nselect 2;", 2, 2, "psql command \\c "),
                refusal("\\! echo pwned", 1, 1, "psql command \\! "),
                refusal("select 1 \\gset", 1, 10, "psql command \\gset "),
                refusal("select 1 \n\\restrict x", 2, 1, "psql command \\restrict "),
                refusal("select 'a\u0000'", 1, 10, "U+0000"),
                refusal("\u00A0DROP TABLE t", 1, 1, "U+00A0 (NO-BREAK SPACE)"),
                refusal("select \"a\u200B\"", 1, 10, "U+200B (ZERO WIDTH SPACE)"),
                refusal("select \u0001", 1, 8, "U+0001"),
                refusal("copy t from stdin; select 1;\n\\.\n", 1, 19, "text follows COPY"),
                refusal("select 1;\ncopy t from stdin;\n1\n2\n", 2, 1, "do not end with \\."),
                refusal("copy t from stdin", 1, 1, "no data behind it"));
    }

    @Test
    void readsCopyDataAsTheyAre() {
        String script = "copy public.t (a, b) from stdin;\n1\t'; drop table t;\n\\N\t\\\\.\r\n\\.\nselect 1;\n";
        List<ScriptStatement> statements = Scripts.split(script);
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).text()).isEqualTo("copy public.t (a, b) from stdin");
        assertThat(statements.get(0).copyData()).isEqualTo("1\t'; drop table t;\n\\N\t\\\\.\r\n");
        assertThat(statements.get(1).position()).isEqualTo(new SourcePosition(5, 1, script.indexOf("select")));
        assertThat(Scripts.rebuilt(script)).isEqualTo(script);
    }

    @Test
    void readsEmptyCopyDataAndOtherCopies() {
        List<ScriptStatement> statements = Scripts.split(
                "COPY t FROM STDIN WITH (FORMAT csv); -- none\n\\.\ncopy t to stdout; copy (select 1 from stdin) to stdout");
        assertThat(statements).hasSize(3);
        assertThat(statements.get(0).copyData()).isEmpty();
        assertThat(statements.get(1).copyData()).isNull();
        assertThat(statements.get(2).copyData()).isNull();
    }

    @Test
    void countsLinesOfAllKindsAndColumnsInCodePoints() {
        ScriptStatement statement =
                Scripts.split("select 1;\r\n\r\n'😀'; x;\ry").get(2);
        assertThat(statement.position()).isEqualTo(new SourcePosition(3, 6, 19));
        assertThat(Scripts.split("select 1;\r\n\r\n'😀'; x;\ry").get(3).position())
                .isEqualTo(new SourcePosition(4, 1, 22));
    }

    @Test
    void normalizedTextKnowsNoWritingHabits() {
        PostgresScripts scripts = new PostgresScripts();
        String one = "\uFEFF\\restrict abc\n-- why\nSELECT  a.B,'x\r\ny' FROM \"T\" ; /* end */ select 2";
        String two = "select a . b , 'x\ny'\nfrom \"T\";\nselect 2;\n\\unrestrict x\n";
        assertThat(scripts.normalized(one)).isEqualTo(scripts.normalized(two));
        assertThat(scripts.normalized("select 'a  b'")).isNotEqualTo(scripts.normalized("select 'a b'"));
        assertThat(scripts.normalized("select 1;select 2")).isNotEqualTo(scripts.normalized("select 1 select 2"));
        assertThat(scripts.normalized("select \"A\"")).isNotEqualTo(scripts.normalized("select \"a\""));
        assertThat(scripts.normalized("copy t from stdin;\n1\n\\.\n"))
                .isNotEqualTo(scripts.normalized("copy t from stdin;\n2\n\\.\n"));
    }
}
