package dev.godwit.sql.mysql;

import dev.godwit.sql.FrontEndFuzzContract;
import dev.godwit.sql.SharedCases;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class FrontEndFuzzTest extends FrontEndFuzzContract {
    private static final String PIECES =
            ";|;|'|\"|`|#|--|-- |/*|*/|/*!|/*!50000|/*!80000|/*M!|/*+|\\|\n|\r\n|\r|\t| | | |(|)|,|.|:|:=|->|@a|@@x|@|?|$$|//|"
                    + "x'41'|n'\\''|_utf8'a'|delimiter //\n|delimiter ;\n|DELIMITER $$\n|select|from|where|delete from t|"
                    + "update t set a = 1|replace into t|drop|table|alter table t|create|index|on|add|modify|change|column|"
                    + "function f()|procedure p()|trigger g|event e|for each row|returns int|or|and|not|is|null|in|exists|"
                    + "between|like|true|case|when|then|else|end|begin|begin not atomic|if|end if|loop|while|do|repeat|until|"
                    + "declare|handler for|prepare p from|execute|immediate|insert into t|values|with|as|using|join|left|explain|"
                    + "analyze|set|sql_mode|=|=|to|grant|revoke|rename|references|default|check|partition|enum('a')|engine|"
                    + "lock|algorithm|a|b|t|x.y|`Q`|1|2.5|1a|'s'|now()|zap()|\u00e4|\u041e|\u200b|\u0000|1e5|*";

    FrontEndFuzzTest() {
        super(Scripts.TESTED, PIECES);
    }

    @Override
    protected List<String> scripts() throws Exception {
        List<String> scripts = new ArrayList<>();
        VerdictCatalogueTest.catalogue().forEach(row -> scripts.add((String) row.get()[2]));
        StatementFactsTest.locks().forEach(row -> scripts.add((String) row.get()[3]));
        MysqlSplitterTest.traps().forEach(row -> scripts.add((String) row.get()[1]));
        SharedCases.files(Scripts.CASES).stream()
                .map(SharedCases::text)
                .filter(text -> text.length() < 20_000)
                .forEach(scripts::add);
        return scripts;
    }

    @Override
    protected String unboundedDelete(RandomGenerator random) {
        String[] before = {
            "", "explain analyze ", "analyze ", "/* a */ ", "-- a\n", "select 1; ", "/*!50000 ", "/*!99999 ", "#a\n"
        };
        String[] delete = {
            "delete from t", "DELETE/**/FROM\nt", "delete quick from `t`", "delete from s.t as x", "delete t from t, u"
        };
        String[] after = {"", " -- where id = 1", " where true", " where 1=1 or id=2", " limit 5", " where not(1=2)"};
        String start = pick(before, random);
        String statement = start + pick(delete, random) + pick(after, random) + (start.contains("!") ? "\n*/" : "");
        if (random.nextBoolean()) {
            statement = "begin not atomic " + statement.replace("select 1; ", "") + "\n; end";
        }
        return statement;
    }
}
