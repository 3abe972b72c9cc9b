package dev.godwit.sql.mysql;

import dev.godwit.sql.SplitterScaleContract;
import java.util.List;

class MysqlSplitterScaleTest extends SplitterScaleContract {
    MysqlSplitterScaleTest() {
        super(Scripts.TESTED);
    }

    @Override
    protected String row() {
        return "(1, 'a', `b`, -- c\n n'\\'' , (((2)))), ";
    }

    @Override
    protected List<String> hostileShapes() {
        return List.of(
                "select '" + "''".repeat(1_000_000) + "'",
                "select " + "1a".repeat(500_000),
                "/*" + "/*".repeat(500_000) + "*/",
                "select " + "/*! 1 */".repeat(200_000),
                "select " + "(".repeat(500_000) + ")".repeat(500_000),
                "select " + "+-".repeat(500_000) + "1",
                "create procedure p() " + "begin ".repeat(200_000) + "end; ".repeat(200_000),
                "delimiter $$\nselect " + "$".repeat(500_001));
    }
}
