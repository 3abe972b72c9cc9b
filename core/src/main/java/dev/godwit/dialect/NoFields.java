package dev.godwit.dialect;

/** Takes rows that nobody gets. */
public final class NoFields implements FieldSink {
    @Override
    public void nothing() {
        // dropped
    }

    @Override
    public void integer(long value) {
        // dropped
    }

    @Override
    public void decimal(byte[] ascii, int offset, int length) {
        // dropped
    }

    @Override
    public void single(float value) {
        // dropped
    }

    @Override
    public void fraction(double value) {
        // dropped
    }

    @Override
    public void truth(boolean value) {
        // dropped
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        // dropped
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        // dropped
    }

    @Override
    public void day(long days) {
        // dropped
    }

    @Override
    public void micros(long micros) {
        // dropped
    }

    @Override
    public void special(Special value) {
        // dropped
    }
}
