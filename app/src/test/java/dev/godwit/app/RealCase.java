package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Picture;
import dev.godwit.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The migrations of a real project: all up, all down, up one by one, down one by one, with equal catalogs after each.
 *
 * @param name for messages
 * @param folder with the migrations
 * @param count how many there are
 * @param exceptions migrations that do not bring back what was there
 */
record RealCase(String name, Path folder, int count, List<NotRestored> exceptions) {
    private static final Path CASES = Path.of(System.getProperty("godwit.root"))
            .resolve("../shared/cases")
            .normalize();

    /**
     * A migration whose own down part brings something else back than was there.
     *
     * @param id of the migration; what it leaves different stays so further down
     * @param lines of the catalog that differ from there on
     * @param cause what its author did
     */
    record NotRestored(String id, Pattern lines, String cause) {
        NotRestored(String id, String lines, String cause) {
            this(id, Pattern.compile(lines), cause);
        }
    }

    /** The folder of a case; where it is missing the test says loudly that it is left out. */
    static Path folder(String name) {
        Path folder = CASES.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.err.println("LEFT OUT: " + folder + " is not there, so the real migrations in it are not run");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder));
        return folder;
    }

    /** All at once, there and back and there again. */
    void goesUpDownAndUpAgain(TestDatabase database) {
        Picture empty = Picture.of(database);
        run(database, "apply");
        assertThat(Ledgers.applied(database)).hasSize(count);
        Picture full = Picture.of(database);
        run(database, "rollback", "--to", "0");
        empty.requireSame(Picture.of(database), name + ", all taken back");
        run(database, "apply");
        full.requireSameCatalog(Picture.of(database), name + ", up again");
        Ledgers.requireNothingLeft(database, name);
    }

    /** All at once there and back, then one by one there and back. */
    void goesOneByOneToo(TestDatabase database) {
        Picture empty = Picture.of(database);
        run(database, "apply");
        List<String> ids = Ledgers.applied(database);
        assertThat(ids).hasSize(count);
        Picture full = Picture.of(database);
        run(database, "rollback", "--to", "0");
        empty.requireSame(Picture.of(database), name + ", all taken back");
        List<Picture> pictures = upOneByOne(database, ids);
        full.requireSameCatalog(Picture.of(database), name + ", up one by one");
        downOneByOne(database, pictures);
        Ledgers.requireNothingLeft(database, name);
    }

    private List<Picture> upOneByOne(TestDatabase database, List<String> ids) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(Picture.of(database));
        for (String id : ids) {
            run(database, "apply", "--to", id);
            pictures.add(Picture.of(database));
        }
        return pictures;
    }

    private void downOneByOne(TestDatabase database, List<Picture> pictures) {
        List<NotRestored> left = new ArrayList<>();
        List<String> ids = Ledgers.applied(database);
        for (int i = ids.size() - 1; i >= 0; i--) {
            String id = ids.get(i);
            run(database, "rollback", "--steps", "1");
            exceptions.stream().filter(exception -> exception.id().equals(id)).forEach(left::add);
            without(left, pictures.get(i))
                    .requireSameCatalog(without(left, Picture.of(database)), name + ", " + id + " taken back");
        }
        pictures.get(0).requireSame(Picture.of(database), name + ", taken back one by one");
    }

    private static Picture without(List<NotRestored> exceptions, Picture picture) {
        return exceptions.stream()
                .reduce(picture, (left, exception) -> left.without(exception.lines()), (one, other) -> one);
    }

    void run(TestDatabase database, String... arguments) {
        InProcess.with(Crash.never()).run(database.url(), folder, arguments).require(0, String.join(" ", arguments));
    }
}
