package io.jenkins.plugins.controlevidence.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.jenkins.plugins.controlevidence.engine.ledger.TimeStamp;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Calendar;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as it is drawn: which package may use which, and what none of them may do. */
class ArchitectureTest {
    private static final String ENGINE = "io.jenkins.plugins.controlevidence.engine";

    /** The packages in the order in which data flows, each with what it may use, besides what that may use in turn. */
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("source", List.of());
        MAY_USE.put("finding", List.of("source"));
        MAY_USE.put("scan", List.of("source", "finding"));
        MAY_USE.put("gate", List.of("scan", "finding"));
        MAY_USE.put("evidence", List.of("gate", "scan", "source"));
        MAY_USE.put("ledger", List.of("evidence"));
        MAY_USE.put("index", List.of("ledger", "evidence"));
        MAY_USE.put("control", List.of("evidence"));
        MAY_USE.put("report", List.of("index", "control", "ledger"));
        MAY_USE.put("demo", List.of("ledger"));
        MAY_USE.put("cli", List.of("report", "control", "index", "ledger", "demo"));
    }

    private static JavaClasses engine;

    @BeforeAll
    static void readClasses() {
        engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ENGINE);
    }

    static Set<String> packages() {
        return MAY_USE.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void dataFlowsOneWay(String name) {
        Set<String> allowed = reachable(name);
        DescribedPredicate<JavaClass> forbidden = describe(
                "are in none of " + allowed,
                used -> used.getPackageName().startsWith(ENGINE) && !allowed.contains(room(used)));
        check(noClasses()
                .that(describe("are in " + name, user -> room(user).equals(name)))
                .should()
                .dependOnClassesThat(forbidden));
    }

    @Test
    void everyPackageIsDrawn() {
        check(classes()
                .should()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .map(name -> ENGINE + "." + name + "..")
                        .toArray(String[]::new)));
    }

    @Test
    void theDrawingHasNoCircle() {
        Set<String> before = new HashSet<>();
        MAY_USE.forEach((name, used) -> {
            assertTrue(before.containsAll(used), () -> name + " uses something that comes after it");
            before.add(name);
        });
    }

    @Test
    void nothingKnowsOfJenkins() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci.."));
    }

    @Test
    void onlyTheCommandLineTalks() {
        DescribedPredicate<JavaClass> others = describe("are not in cli", c -> !room(c).equals("cli"));
        check(noClasses().that(others).should(ACCESS_STANDARD_STREAMS));
        check(noClasses().should(USE_JAVA_UTIL_LOGGING));
        check(noClasses().that(others).should().callMethod(System.class, "exit", int.class));
    }

    @Test
    void nothingIsSerializedByJava() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectOutputStream.class));
    }

    @Test
    void timesAreInstants() {
        // RFC 3161 and certificates come with interfaces that have the old class
        check(noClasses()
                .that()
                .areNotAssignableTo(TimeStamp.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Date.class));
        check(noClasses().should().dependOnClassesThat().areAssignableTo(Calendar.class));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(engine);
    }

    private static Set<String> reachable(String name) {
        Set<String> reachable = new HashSet<>(Set.of(name));
        MAY_USE.get(name).forEach(used -> reachable.addAll(reachable(used)));
        return reachable;
    }

    /** First part of a class's package below the engine's. */
    private static String room(JavaClass javaClass) {
        String name = javaClass.getPackageName();
        if (!name.startsWith(ENGINE + ".")) {
            return "";
        }
        return name.substring(ENGINE.length() + 1).split("\\.")[0];
    }
}
