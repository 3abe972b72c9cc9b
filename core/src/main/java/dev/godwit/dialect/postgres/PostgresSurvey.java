package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.Survey;
import dev.godwit.sql.SqlBook;
import java.util.List;

/** The surroundings of a run on PostgreSQL. Stateless. */
public final class PostgresSurvey implements Survey {
    private final SqlBook book = SqlBook.load(PostgresSurvey.class, "survey.sql");

    @Override
    public Overview overview(Session session) {
        return session.first(
                        book.sql("overview"),
                        row -> new Overview(row.number(1), row.number(2), row.number(3), row.instant(4)))
                .orElseThrow();
    }

    @Override
    public List<Right> rights(Session session) {
        return session.query(book.sql("rights"), row -> new Right(row.text(1), row.text(2), row.flag(3), row.text(4)));
    }

    @Override
    public List<Leftover> leftovers(Session session) {
        return session.query(book.sql("leftovers"), row -> new Leftover(row.text(1), row.text(2), row.text(3)));
    }

    @Override
    public List<OtherHistory> histories(Session session) {
        return session.query(book.sql("histories"), row -> new OtherHistory(row.text(1), row.text(2)));
    }
}
