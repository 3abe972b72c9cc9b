package dev.godwit.guard;

/** Counts how often in a row something was so. Used by one thread. */
final class Sustained {
    private final int enough;
    private int row;

    /**
     * @param enough times in a row, at least one
     */
    Sustained(int enough) {
        this.enough = Math.max(1, enough);
    }

    /** Takes one more observation; true when it was so often enough in a row. */
    boolean holds(boolean now) {
        row = now ? row + 1 : 0;
        return row >= enough;
    }
}
