package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Survey;
import java.util.List;

/** What surrounds a run. Stateless. */
public final class MysqlSurvey implements Survey {
    @Override
    public Overview overview(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Right> rights(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Leftover> leftovers(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OtherHistory> histories(Session session) {
        throw new UnsupportedOperationException();
    }
}
