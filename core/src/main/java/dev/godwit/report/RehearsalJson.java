package dev.godwit.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.rehearse.Measurement;
import dev.godwit.rehearse.MigrationResult;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.sql.LockLevel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A rehearsal for machines: schema {@code godwit.rehearsal/1}; one migration of it is the body of evidence. */
public final class RehearsalJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RehearsalJson() {}

    /** The whole report. */
    public static String of(RehearsalReport report) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", "godwit.rehearsal/1")
                .put("succeeded", report.exitCode().number() == 0)
                .put("exit_code", report.exitCode().number())
                .put("server", report.ground().server())
                .put("basis", report.ground().basis());
        texts(document.putArray("notes"), report.ground().notes());
        ArrayNode migrations = document.putArray("migrations");
        report.migrations().forEach(result -> migrations.add(migration(result)));
        report.set().ifPresent(set -> {
            ObjectNode together = document.putObject("together");
            texts(together.putArray("migrations"), set.migrations());
            texts(together.putArray("differences"), set.differences());
            set.problem().ifPresent(problem -> error(together, problem));
        });
        return document.toPrettyString();
    }

    /** The body of evidence about one migration; {@code succeeded} says whether its way back is proven. */
    public static String evidence(MigrationResult result, RehearsalReport.Ground ground) {
        return migration(result)
                .put("server", ground.server())
                .put("basis", ground.basis())
                .toString();
    }

    private static ObjectNode migration(MigrationResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", result.cue().id())
                .put("checksum", result.cue().checksum())
                .put("grade", result.grade().name().toLowerCase(Locale.ROOT))
                .put("succeeded", result.grade().provesRollback())
                .put("up_ms", millis(result.durations().up()))
                .put("rollback_ms", millis(result.durations().down()))
                .put("second_up_ms", millis(result.durations().again()));
        ArrayNode statements = node.putArray("statements");
        result.statements().forEach(measurement -> statement(statements.addObject(), measurement));
        texts(node.putArray("differences"), result.differences());
        texts(node.putArray("lost"), result.lost());
        texts(node.putArray("findings"), result.findings());
        result.problem().ifPresent(problem -> error(node, problem));
        return node;
    }

    private static void statement(ObjectNode node, Measurement measurement) {
        node.put("direction", measurement.place().direction().name().toLowerCase(Locale.ROOT))
                .put("step", measurement.place().step())
                .put("ordinal", measurement.place().ordinal())
                .put("text", measurement.place().text())
                .put("ms", measurement.elapsed().toNanos() / 1e6)
                .put("log_bytes", measurement.logBytes())
                .put("rows", measurement.rows())
                .put("table_rows", measurement.tableRows())
                .put("predicted_work", measurement.prediction().work().name().toLowerCase(Locale.ROOT));
        locks(node.putObject("predicted_locks"), measurement.prediction().locks());
        measurement.held().ifPresent(held -> locks(node.putObject("locks"), held));
        texts(
                node.putArray("rewritten"),
                measurement.rewritten().stream().map(TableName::toString).toList());
    }

    private static void locks(ObjectNode node, Map<TableName, LockLevel> locks) {
        locks.forEach((table, level) -> node.put(table.toString(), level.name().toLowerCase(Locale.ROOT)));
    }

    private static void error(ObjectNode node, Problem problem) {
        node.putObject("error")
                .put("id", problem.code().id())
                .put("what", problem.what())
                .put("next", problem.next());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
