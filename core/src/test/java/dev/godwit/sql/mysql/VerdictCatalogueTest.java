package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.VerdictCatalogueContract;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class VerdictCatalogueTest extends VerdictCatalogueContract {
    VerdictCatalogueTest() {
        super(Scripts.TESTED);
    }

    static Stream<Arguments> catalogue() throws IOException {
        return catalogue(VerdictCatalogueTest.class);
    }

    @Test
    void namesEveryObjectThatIsLost() {
        assertThat(reasons("DROP TABLE IF EXISTS nosuch, s.t CASCADE")).contains("nosuch, s.t");
        assertThat(reasons("RENAME TABLE a TO b, c TO d")).contains("a gets the name b", "c gets the name d");
    }
}
