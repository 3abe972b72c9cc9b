package dev.godwit.sql.postgres;

import dev.godwit.sql.SplitterScaleContract;
import java.util.List;

class PostgresSplitterScaleTest extends SplitterScaleContract {
    PostgresSplitterScaleTest() {
        super(Scripts.TESTED);
    }

    @Override
    protected String row() {
        return "(1, 'a', $$b$$, -- c\n E'\\'' , (((2)))), ";
    }

    @Override
    protected List<String> hostileShapes() {
        return List.of(
                "select '" + "''".repeat(1_000_000) + "'",
                "select " + "$1".repeat(500_000),
                "/*".repeat(500_000) + "*/".repeat(500_000),
                "select $x$" + "$x".repeat(500_000) + "$x$",
                "select " + "(".repeat(500_000) + ")".repeat(500_000),
                "select " + "+-".repeat(500_000) + "1");
    }
}
