package dev.godwit.sql.mysql;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.io.StringReader;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The text of a script that its checksum is made of. */
final class NormalizedScript {
    private static final Pattern LINE_END = Pattern.compile("\r\n?");

    private NormalizedScript() {}

    /** One line per statement, tokens parted by one space; quoted texts as they are, but for line ends. */
    static void of(String script, Consumer<String> each) {
        Iterator<ScriptStatement> statements = new MysqlSplitter(new StringReader(script), "script");
        while (statements.hasNext()) {
            StringBuilder text = new StringBuilder();
            append(statements.next().text(), text);
            each.accept(LINE_END.matcher(text.append(";\n")).replaceAll("\n"));
        }
    }

    private static void append(String statement, StringBuilder text) {
        MysqlLexer lexer = MysqlLexer.of(statement, "script");
        String gap = "";
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (!token.kind().isTrivia()) {
                text.append(gap);
                text.append(token.kind() == TokenKind.WORD ? token.lower() : token.text());
                gap = " ";
            }
        }
    }
}
