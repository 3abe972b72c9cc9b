package dev.godwit.sql.script;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.sql.SourcePosition;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * The characters of a script with lookahead and positions. Holds one buffer, whatever the script's length; it grows only as
 * far as somebody looks ahead. Offsets count UTF-16 units, columns count code points. Not for several threads.
 */
public final class ScriptReader {
    /** What {@link #peek} gives behind the last character. */
    public static final int END = -1;

    private static final int BUFFER_CHARS = 16 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final String source;
    private char[] buffer = new char[BUFFER_CHARS];
    private int next;
    private int limit;
    private int line = 1;
    private int column = 1;
    private long offset;

    /** @param source the name of the file, for errors */
    public ScriptReader(Reader reader, String source) {
        this.reader = reader;
        this.source = source;
        if (peek() == BYTE_ORDER_MARK) {
            next++;
        }
    }

    /** The next character without taking it. */
    public int peek() {
        return peek(0);
    }

    /** The character {@code ahead} places behind the next one; {@link #END} behind the last. */
    public int peek(int ahead) {
        while (next + ahead >= limit) {
            if (!fill(ahead)) {
                return END;
            }
        }
        return buffer[next + ahead];
    }

    /** Whether the next characters are {@code text}. */
    public boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The code point that the next character begins. */
    public int peekCodePoint() {
        int first = peek();
        int second = first == END || !Character.isHighSurrogate((char) first) ? END : peek(1);
        return second != END && Character.isLowSurrogate((char) second)
                ? Character.toCodePoint((char) first, (char) second)
                : first;
    }

    /**
     * Takes the next character into {@code text}.
     *
     * @throws GodwitException GW-2011 at a NUL, which no server takes
     */
    public void take(StringBuilder text) {
        int taken = peek();
        if (taken == 0) {
            throw broken("the character U+0000 (NUL) is not allowed", position());
        }
        text.append((char) taken);
        next++;
        offset++;
        if (taken == '\n' || (taken == '\r' && peek() != '\n')) {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate((char) taken)) {
            column++;
        }
    }

    /** Takes {@code count} characters into {@code text}. */
    public void take(StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            take(text);
        }
    }

    /** Takes the rest of the line, without its end, into {@code text}. */
    public void takeLine(StringBuilder text) {
        while (peek() != END && peek() != '\n' && peek() != '\r') {
            take(text);
        }
    }

    /** Takes one line end (LF, CRLF or a lone CR) into {@code text}, where there is one. */
    public void takeLineEnd(StringBuilder text) {
        boolean carriageReturn = peek() == '\r';
        if (carriageReturn) {
            take(text);
        }
        if (peek() == '\n') {
            take(text);
        }
    }

    /** The place of the next character. */
    public SourcePosition position() {
        return new SourcePosition(line, column, offset);
    }

    /** An error of the script at a place in it. */
    public GodwitException broken(String what, SourcePosition where) {
        return Problem.of(ErrorCode.SCRIPT_BROKEN, what)
                .at(Place.of(source, where.line(), where.column()))
                .exception();
    }

    private boolean fill(int ahead) {
        makeRoom(ahead);
        try {
            int count = reader.read(buffer, limit, buffer.length - limit);
            limit += Math.max(count, 0);
            return count >= 0;
        } catch (IOException e) {
            throw new GodwitException(
                    Problem.of(ErrorCode.FILE_UNREADABLE, "reading stopped: " + e.getMessage())
                            .at(Place.of(source)),
                    e);
        }
    }

    private void makeRoom(int ahead) {
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= next;
        next = 0;
        if (ahead >= buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, ahead + 1));
        }
    }
}
