package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PartReaderTest {
    /** Script, and its parts as {@code ROLE:text} with blanks trimmed. */
    static List<Arguments> scripts() {
        return List.of(
                Arguments.of("a;", "UP:a;"),
                Arguments.of("-- Up Migration\na;\n-- Down Migration\nb;", "UP:a; DOWN:b;"),
                Arguments.of("--up\na\n--DOWN\nb", "UP:a DOWN:b"),
                Arguments.of(
                        "-- up migration:\r\na;\r\n-- verify ---\r\nv;\r\n-- DOWN Migration\r\nb;",
                        "UP:a; VERIFY:v; DOWN:b;"),
                Arguments.of(
                        "-- +goose Up\n-- +goose StatementBegin\na;\n-- +goose StatementEnd\n-- +goose Down\nb;",
                        "UP:-- +goose StatementBegin\na;\n-- +goose StatementEnd DOWN:b;"),
                Arguments.of("-- +goose NO TRANSACTION\n-- +goose Up\na;\n-- +goose Down\nb;", "UP!:a; DOWN!:b;"),
                Arguments.of("-- migrate:up transaction:false\na;\n-- migrate:down\nb;", "UP!:a; DOWN:b;"),
                Arguments.of("-- +migrate Up notransaction\na;\n-- +migrate Down\nb;", "UP!:a; DOWN:b;"),
                Arguments.of("a;\n-- Verify\nb;", "UP:a;\n-- Verify\nb;"),
                Arguments.of("-- Up\na '\n-- Down\n';\n-- Down\nb", "UP:a '\n-- Down\n'; DOWN:b"),
                Arguments.of("-- Up\na E'\\'\n-- Down\n';\n-- Down\nb", "UP:a E'\\'\n-- Down\n'; DOWN:b"),
                Arguments.of("-- Up\na '\\';\n-- Down\nb", "UP:a '\\'; DOWN:b"),
                Arguments.of("-- Up\na $$\n-- Down\n$$;\n-- Down\nb", "UP:a $$\n-- Down\n$$; DOWN:b"),
                Arguments.of("-- Up\na $x$ $$\n-- Down\n$x$;\n-- Down\nb", "UP:a $x$ $$\n-- Down\n$x$; DOWN:b"),
                Arguments.of("-- Up\na$1$b;\n-- Down\nb", "UP:a$1$b; DOWN:b"),
                Arguments.of("-- Up\n/* /* */\n-- Down\n*/ a;\n-- Down\nb", "UP:/* /* */\n-- Down\n*/ a; DOWN:b"),
                Arguments.of("-- Up\n\"\n-- Down\n\";\n-- Down\nb", "UP:\"\n-- Down\n\"; DOWN:b"),
                Arguments.of("-- Up\na -- it's\n-- it's\n-- Down\nb", "UP:a -- it's\n-- it's DOWN:b"),
                Arguments.of("-- Up\na; -- Down\nb;", "UP:a; -- Down\nb;"),
                Arguments.of(
                        "-- Up\ncreate table t (id int)\n-- Down\ndrop table t",
                        "UP:create table t (id int) DOWN:drop table t"),
                Arguments.of(
                        "-- Up\nCOPY t FROM stdin;\nit's\n-- Down\n\\.\n-- Down\nb",
                        "UP:COPY t FROM stdin;\nit's\n-- Down\n\\. DOWN:b"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void takesAScriptApartAtItsMarkersAndNowhereElse(String script, String parts) {
        assertThat(render(PartReader.parts(script, "x.sql", ScriptSyntax.POSTGRESQL)))
                .isEqualTo(parts);
    }

    @Test
    void mysqlQuotesInItsOwnWay() {
        String script = "-- Up\na 'it\\'s' `'` \"\\\"\" # '\n/*! set x */;\n-- Down\n5--'3'";
        List<Part> parts = PartReader.parts(script, "x.sql", ScriptSyntax.MYSQL);
        assertThat(parts).extracting(Part::role).containsExactly(Part.Role.UP, Part.Role.DOWN);
        assertThat(PartReader.parts("-- Up\n/*!40101 set x */\n-- Down", "x", ScriptSyntax.MYSQL)
                        .get(0)
                        .empty())
                .as("an executable comment is a statement")
                .isFalse();
    }

    @Test
    void anOpenQuoteThatWouldHideAMarkerIsRefused() {
        assertThatThrownBy(() -> PartReader.parts("-- Up\na 'x;\n-- Down\nb", "x.sql", ScriptSyntax.POSTGRESQL))
                .hasMessage("GW-2011 a literal or comment begins here and never ends at x.sql:2");
    }

    @Test
    void takingApartLosesNoByte() {
        long seed = 4711;
        RandomGenerator random = new java.util.SplittableRandom(seed);
        List<String> pieces = List.of(
                "'it''s'",
                "$a$ ; -- Down\n $a$",
                "/* ' */",
                "-- '\n",
                "a;",
                "\r\n",
                "\n",
                " ",
                "\"x\"",
                "E'\\''",
                "$",
                "é",
                "-",
                "\t");
        for (int i = 0; i < 2_000; i++) {
            String up = random(random, pieces);
            String down = random(random, pieces);
            String script = "-- x\n-- Up Migration\n" + up + "\n-- Down Migration\r\n" + down;
            List<Part> parts = PartReader.parts(script, "x", ScriptSyntax.POSTGRESQL);
            assertThat(parts)
                    .as("seed %s round %s: %s", seed, i, script)
                    .extracting(Part::text)
                    .containsExactly(up + "\n", down);
        }
    }

    private static String random(RandomGenerator random, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
        }
        return text.toString();
    }

    private static String render(List<Part> parts) {
        return parts.stream()
                .map(part -> part.role() + (Boolean.FALSE.equals(part.transaction()) ? "!" : "") + ":"
                        + part.text().strip())
                .collect(Collectors.joining(" "));
    }
}
