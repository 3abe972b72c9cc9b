package dev.godwit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.SqlMask.LineComment;
import dev.godwit.migration.ScriptSyntax;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlMaskTest {
    private static final int RANDOM_TEXTS = 5_000;
    private static final String ALPHABET = "'\"$-/*\\eE a1\n;#`!";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "a 'b' c|a ' ' c",
                "a 'it''s' c|a '     ' c",
                "E'\\' x' y|E'    ' y",
                "'\\' x|' ' x",
                "a -- b|a     ",
                "a /* b /* c */ d */ e|a                   e",
                "$$ drop $$ x|$$      $$ x",
                "$a$ $b$ $a$ x|$a$     $a$ x",
                "a$1 + $2 x|a$1 + $2 x",
                "\"a -- b\" c|\"a -- b\" c",
            })
    void blanksCommentsAndTheInsidesOfQuotes(String text, String masked) {
        assertThat(SqlMask.of(text).masked()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a # b|a    ",
                "a --b|a --b",
                "a -- b|a     ",
                "'it\\'s # x' c|'         ' c",
                "\"a -- b\" c|\"      \" c",
                "`a # b` c|`a # b` c",
                "a /*!80011 b */ c|a          b    c",
                "a /*M! b */ c|a      b    c",
                "a /* b /* c */ d|a              d",
            })
    void knowsTheFormsOfMysql(String text, String masked) {
        assertThat(SqlMask.of(text, ScriptSyntax.MYSQL).masked()).isEqualTo(masked);
    }

    @Test
    void findsLineCommentsButNotThoseInsideOfQuotes() {
        String text = "-- one\nselect '-- two', $$-- three$$ --four\r\n/* -- five */";
        assertThat(SqlMask.of(text).comments()).containsExactly(new LineComment(0, "one"), new LineComment(37, "four"));
    }

    @Test
    void theMaskIsAsLongAsTheTextAndKeepsItsLines() {
        for (long seed = 0; seed < RANDOM_TEXTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int i = 0; i < length; i++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            ScriptSyntax syntax = seed % 2 == 0 ? ScriptSyntax.POSTGRESQL : ScriptSyntax.MYSQL;
            String masked = SqlMask.of(text.toString(), syntax).masked();
            assertThat(masked).as("seed %d", seed).hasSameSizeAs(text);
            assertThat(masked.chars().filter(c -> c == '\n').count())
                    .as("seed %d", seed)
                    .isEqualTo(text.chars().filter(c -> c == '\n').count());
        }
    }
}
