package dev.godwit.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Held against cron-utils, which many schedulers read cron with; on a clock that is never turned. */
class CronExpressionTest {
    private static final CronParser ORACLE = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final int EXPRESSIONS = 300;
    private static final int FIRES = 12;
    private static final LocalDate NEW_YEAR = LocalDate.of(2028, 1, 1);
    private static final int TWO_YEARS_OF_DAYS = 800;

    @Test
    void firesWhenCronUtilsSaysSo() {
        for (int seed = 0; seed < EXPRESSIONS; seed++) {
            String text =
                    expression(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            assertThat(fires(text)).as("%s, seed %d", text, seed).isEqualTo(oracle(text));
        }
    }

    private static List<LocalDateTime> fires(String text) {
        CronExpression cron = CronExpression.parse(text).orElseThrow();
        return IntStream.range(0, TWO_YEARS_OF_DAYS)
                .mapToObj(NEW_YEAR::plusDays)
                .filter(cron::firesOn)
                .flatMap(day -> cron.times().stream().map(day::atTime))
                .limit(FIRES)
                .toList();
    }

    private static List<LocalDateTime> oracle(String text) {
        ExecutionTime cron = ExecutionTime.forCron(ORACLE.parse(text));
        LocalDateTime end = NEW_YEAR.plusDays(TWO_YEARS_OF_DAYS).atStartOfDay();
        return Stream.iterate(
                        cron.nextExecution(
                                NEW_YEAR.atStartOfDay().minusSeconds(1).atZone(ZoneOffset.UTC)),
                        Optional::isPresent,
                        last -> cron.nextExecution(last.orElseThrow()))
                .limit(FIRES)
                .map(fire -> fire.orElseThrow().toLocalDateTime())
                .filter(fire -> fire.isBefore(end))
                .toList();
    }

    /** Days of the month and of the week are restricted in turns: Vixie's cron and cron-utils differ on steps in both. */
    private static String expression(RandomGenerator random) {
        boolean ofMonth = random.nextBoolean();
        return String.join(
                " ",
                field(random, 0, 59),
                field(random, 0, 23),
                ofMonth ? field(random, 1, 28) : "*",
                field(random, 1, 12),
                ofMonth ? "*" : field(random, 0, 6));
    }

    private static String field(RandomGenerator random, int first, int last) {
        int from = random.nextInt(first, last);
        int to = random.nextInt(from, last + 1);
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> "*/" + random.nextInt(1, 7);
            case 2 -> from + "-" + to;
            case 3 -> from + "-" + to + "/" + random.nextInt(1, 7);
            case 4 ->
                IntStream.range(0, 3)
                        .mapToObj(unused -> String.valueOf(random.nextInt(first, last + 1)))
                        .distinct()
                        .collect(Collectors.joining(","));
            default -> String.valueOf(from);
        };
    }
}
