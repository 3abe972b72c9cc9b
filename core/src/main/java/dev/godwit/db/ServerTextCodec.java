package dev.godwit.db;

import java.util.Calendar;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.client.ColumnDecoder;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.MutableInt;
import org.mariadb.jdbc.plugin.Codec;

/**
 * Teaches the driver {@link ServerText}, for every type of column. The driver finds it by the services of the class path
 * ({@code META-INF/services/org.mariadb.jdbc.plugin.Codec}); it is asked for by name alone, so that nothing else changes.
 * Stateless.
 */
public final class ServerTextCodec implements Codec<ServerText> {
    @Override
    public String className() {
        return ServerText.class.getName();
    }

    @Override
    public boolean canDecode(ColumnDecoder column, Class<?> type) {
        return type == ServerText.class;
    }

    @Override
    public ServerText decodeText(
            ReadableByteBuf row, MutableInt length, ColumnDecoder column, @Nullable Calendar none, Context context) {
        ServerText text = new ServerText(row.buf(), row.pos(), length.get());
        row.skip(length.get());
        return text;
    }

    /** Sessions let the driver put parameters in, so that answers are texts. */
    @Override
    public ServerText decodeBinary(
            ReadableByteBuf row, MutableInt length, ColumnDecoder column, @Nullable Calendar none, Context context) {
        throw new IllegalStateException("the answer of a prepared statement has no texts");
    }

    @Override
    public boolean canEncode(Object value) {
        return false;
    }

    @Override
    public void encodeText(
            Writer writer, Context context, Object value, @Nullable Calendar none, @Nullable Long length) {
        throw new IllegalStateException("values are only read");
    }

    @Override
    public int getApproximateTextProtocolLength(Object value, @Nullable Long length) {
        throw new IllegalStateException("values are only read");
    }

    @Override
    public void encodeBinary(
            Writer writer, Context context, Object value, @Nullable Calendar none, @Nullable Long length) {
        throw new IllegalStateException("values are only read");
    }

    @Override
    public int getBinaryEncodeType() {
        throw new IllegalStateException("values are only read");
    }
}
