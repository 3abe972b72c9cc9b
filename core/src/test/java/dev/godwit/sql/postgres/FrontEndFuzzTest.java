package dev.godwit.sql.postgres;

import dev.godwit.sql.FrontEndFuzzContract;
import dev.godwit.sql.SharedCases;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class FrontEndFuzzTest extends FrontEndFuzzContract {
    private static final String PIECES =
            ";|;|'|\"|$$|$a$|$1|(|)|[|]|,|.|::|=|<>|-|--|/*|*/|\\|\n|\r\n|\r|\t| | | |E'|e'\\'|U&'|b'|x'|"
                    + "select|from|where|delete from t|update t set a = 1|drop|table|alter|create|index|on|add|column|function|"
                    + "or|and|not|is|null|in|exists|between|like|true|case|when|then|else|end|begin|atomic|do|execute|copy|stdin|"
                    + "\\.|insert into|values|with|as|returning|using|merge|explain|analyze|set|to|grant|revoke|rename|type|"
                    + "constraint|primary key|references|default|check|partition of|language|plpgsql|returns trigger|a|b|t|x.y|\"Q\"|"
                    + "1|2.5|'s'|now()|zap()|\u00e4|\u041e|\u200b|\u0000|1e5|$$ begin delete from t; end $$|if|loop|for|declare|raise";

    FrontEndFuzzTest() {
        super(Scripts.TESTED, PIECES);
    }

    @Override
    protected List<String> scripts() throws Exception {
        List<String> scripts = new ArrayList<>();
        VerdictCatalogueTest.catalogue().forEach(row -> scripts.add((String) row.get()[2]));
        StatementFactsTest.locks().forEach(row -> scripts.add((String) row.get()[3]));
        SharedCases.files(Scripts.CASES).stream()
                .map(SharedCases::text)
                .filter(text -> text.length() < 20_000)
                .forEach(scripts::add);
        return scripts;
    }

    @Override
    protected String unboundedDelete(RandomGenerator random) {
        String[] before = {
            "", "with x as (select 1) ", "explain analyze ", "prepare p as ", "/* a */ ", "-- a\n", "select 1; "
        };
        String[] delete = {"delete from t", "DELETE/**/FROM\nt", "delete from only \"t\"", "delete from s.t as x"};
        String[] after = {"", " -- where id = 1", " where true", " where 1=1 or id=2", " returning *", " where not(1=2)"
        };
        String statement = pick(before, random) + pick(delete, random) + pick(after, random);
        if (random.nextBoolean()) {
            statement = "do $q$ begin "
                    + statement
                            .replace("explain analyze", "")
                            .replaceAll("prepare p as|-- where id = 1", "")
                            .replaceAll("select 1; ", "")
                    + "; end $q$";
        }
        return statement;
    }
}
