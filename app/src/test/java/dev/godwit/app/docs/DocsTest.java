package dev.godwit.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.ErrorCode;
import dev.godwit.gate.Gates;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.steps.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says is so. {@code -Dgodwit.golden=write} rewrites what guides show and what is generated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {
    private static final Pattern CODE = Pattern.compile("GW-\\d{4}");

    private PostgresServer server;
    private MariadbServer mariadb;

    @BeforeAll
    void startTheServers() {
        server = PostgresServer.start(PostgresOptions.defaults().user("ana").database("postgres"));
        mariadb = MariadbServer.start(MariadbOptions.defaults().user("ana"));
    }

    @AfterAll
    void stopThem() {
        server.close();
        mariadb.close();
    }

    private GuideDatabase database(Page guide) {
        return switch (GuideDatabase.Product.of(guide)) {
            case POSTGRESQL -> GuideDatabase.create(server);
            case MARIADB -> GuideDatabase.create(mariadb);
        };
    }

    static Stream<Page> guides() {
        return Page.guides().stream();
    }

    static Stream<Page> pages() {
        return Page.all().stream();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void aGuideShowsWhatTheProgramPrints(Page named, @TempDir Path folder) throws Exception {
        Page guide = Page.read(Page.ROOT.resolve(named.file()));
        GuideDatabase database = database(guide);
        try (GuideRun run = new GuideRun(guide, folder, database)) {
            Page seen = run.run();
            if (GuideRun.WRITES) {
                seen.write();
            } else {
                assertThat(guide.text()).as("%s", guide).isEqualTo(seen.text());
            }
        }
    }

    @Test
    void generatedTablesAreThoseOfTheProgram() {
        Map<String, String> tables = Generated.tables();
        List<String> used = new ArrayList<>();
        for (Page page : Page.all()) {
            Page renewed = Generated.renewed(page, tables);
            if (GuideRun.WRITES && !renewed.equals(page)) {
                renewed.write();
            } else {
                assertThat(page.text()).as("%s", page).isEqualTo(renewed.text());
            }
            used.addAll(Generated.names(page));
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(tables.keySet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) {
        for (String link : page.links()) {
            if (!link.matches("(https|mailto):.*")) {
                String file = link.replaceFirst("#.*", "");
                Path there = file.isEmpty()
                        ? Page.ROOT.resolve(page.file())
                        : Page.ROOT.resolve(page.file()).resolveSibling(file).normalize();
                assertThat(there)
                        .as("%s: %s", page, link)
                        .startsWithRaw(Page.ROOT)
                        .exists();
                if (link.contains("#")) {
                    assertThat(Page.read(there).anchors())
                            .as("%s: %s", page, link)
                            .contains(link.replaceFirst(".*#", ""));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyErrorThatIsMentionedExists(Page page) {
        Matcher found = CODE.matcher(page.text());
        while (found.find()) {
            assertThat(ErrorCode.find(found.group()))
                    .as("%s: %s", page, found.group())
                    .isPresent();
        }
    }

    @Test
    void everyVerbStepKindGateAndGuardIsDocumented() {
        String prose = text(Page.guides());
        List<String> names = new ArrayList<>();
        Verbs.all().forEach(verb -> names.add("`" + verb.name() + "`"));
        Steps.all().all().forEach(kind -> names.add("`" + kind.name() + "`"));
        Gates.all().forEach(gate -> names.add("`" + gate.name() + "`"));
        names.addAll(
                GuardNames.all(server).stream().map(name -> "`" + name + "`").toList());
        assertThat(names).filteredOn(name -> !prose.contains(name)).isEmpty();
    }

    @Test
    void everyGuardIsDocumented() {
        String prose = text(Page.guides());
        assertThat(GuardNames.all(server))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(prose).contains("`" + name + "`"));
    }

    @Test
    void everyExampleIsListed() throws Exception {
        String list = Files.readString(Page.ROOT.resolve("examples/README.md"));
        assertThat(Examples.all())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(list).contains("](" + example.getFileName() + "/"));
    }

    private static String text(List<Page> pages) {
        return String.join("\n", pages.stream().map(Page::text).toList());
    }
}
