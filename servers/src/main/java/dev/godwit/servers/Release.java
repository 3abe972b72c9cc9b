package dev.godwit.servers;

/**
 * A server and the version that is asked for.
 *
 * @param product which server
 * @param version how its full version begins, such as {@code 17} or {@code 11.4}
 */
record Release(Product product, String version) {
    /** PostgreSQL of a major version. */
    static Release postgresql(int major) {
        return new Release(Product.POSTGRESQL, Integer.toString(major));
    }

    /** Its name in file names. */
    String word() {
        return product.word() + "-" + version;
    }

    /** Its name for people. */
    @Override
    public String toString() {
        return product.title() + " " + version;
    }
}
