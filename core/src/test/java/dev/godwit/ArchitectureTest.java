package dev.godwit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.gate.Gate;
import dev.godwit.gate.Gates;
import dev.godwit.guard.Guard;
import dev.godwit.steps.Steps;
import dev.godwit.verify.Check;
import dev.godwit.verify.run.Checks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dependencies point one way; the clock, the server and the world are reached through one package each; lists are complete. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .importPath(Path.of(System.getProperty("godwit.root")).resolve("core/target/classes"));

    /** A package uses only those above it. A package inside another one belongs to the longest name that fits. */
    private static final List<String> ORDER = List.of(
            "model",
            "fault",
            "window",
            "host",
            "event",
            "sql",
            "sql.script",
            "sql.postgres",
            "sql.mysql",
            "db",
            "dialect",
            "dialect.postgres",
            "dialect.mysql",
            "migration",
            "plan",
            "approval",
            "config",
            "lint",
            "lint.fix",
            "lint.rules",
            "lint.render",
            "state",
            "guard",
            "gate",
            "engine",
            "data",
            "verify",
            "verify.value",
            "verify.rows",
            "verify.mapping",
            "verify.live",
            "verify.shape",
            "verify.checks",
            "verify.canary",
            "verify.cause",
            "verify.repair",
            "verify.run",
            "verify.certificate",
            "steps",
            "interop",
            "rehearse",
            "report");

    @Test
    void packagesUseOnlyThoseAboveThem() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass one : CORE) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                int mine = place(one);
                int other = place(dependency.getTargetClass());
                if (other > mine) {
                    wrong.add(one.getPackageName() + " -> "
                            + dependency.getTargetClass().getPackageName() + "  (" + one.getSimpleName() + " -> "
                            + dependency.getTargetClass().getSimpleName() + ")");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(CORE)
                .allSatisfy(
                        one -> assertThat(longestName(one)).as(one.getName()).isPresent());
    }

    @Test
    void onlyDbSpeaksJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.godwit.db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(CORE);
    }

    @Test
    void onlyTheDialectKnowsItsDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.godwit.dialect.postgres..", "dev.godwit.db..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..")
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.godwit.dialect.mysql..", "dev.godwit.db..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mariadb..")
                .check(CORE);
    }

    @Test
    void nobodyElseKnowsADialect() {
        for (String dialect : List.of("postgres", "mysql")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.godwit.dialect." + dialect + "..", "dev.godwit.sql." + dialect + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.godwit.dialect." + dialect + "..")
                    .check(CORE);
        }
    }

    @Test
    void clockAndChanceAndWaitingComeFromHost() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.godwit.host..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CORE);
    }

    @Test
    void proofsShareNothingWithWhatMovesRows() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.data..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.godwit.dialect.Chunks")
                .check(CORE);
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.data..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.godwit.verify..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.godwit.dialect.Comparing")
                .check(CORE);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> packages =
                CORE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = CORE.stream()
                .filter(one -> one.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(packages);
    }

    @Test
    void everyKindOfStepIsListed() {
        assertThat(Steps.all().all().stream().map(kind -> kind.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(implementors(ExecutableKind.class));
    }

    @Test
    void everyGateIsListed() {
        assertThat(Gates.all().stream().map(gate -> gate.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(implementors(Gate.class));
    }

    @Test
    void everyGuardIsMadeInOnePlace() {
        Set<String> made = CORE.get("dev.godwit.guard.Guards").getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .collect(Collectors.toSet());
        assertThat(made).containsAll(implementors(Guard.class));
    }

    @Test
    void everyCheckOfAValidationIsListed() {
        Set<String> listed = CORE.get(Checks.class).getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .collect(Collectors.toSet());
        Set<String> checks = implementors(Check.class);
        checks.removeIf(check -> !check.startsWith("dev.godwit.verify.checks."));
        assertThat(checks).hasSizeGreaterThan(1);
        assertThat(listed).containsAll(checks);
        assertThat(Checks.names()).doesNotHaveDuplicates().hasSize(checks.size() + 1);
    }

    @Test
    void nothingIsStaticAndChanges() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(CORE);
    }

    private static Set<String> implementors(Class<?> type) {
        return CORE.stream()
                .filter(one -> one.isAssignableTo(type) && !one.isInterface() && !one.isAnonymousClass())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int place(JavaClass one) {
        return longestName(one).map(ORDER::indexOf).orElse(-1);
    }

    private static Optional<String> longestName(JavaClass one) {
        String name = one.getPackageName().replaceFirst("^dev\\.godwit\\.", "");
        return ORDER.stream()
                .filter(each -> name.equals(each) || name.startsWith(each + "."))
                .max(java.util.Comparator.comparingInt(String::length));
    }
}
