package io.jenkins.plugins.controlevidence.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    @TempDir
    Path directory;

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("own.yaml"), yaml);
    }

    private static Requirement requirement(Catalogue catalogue, String id) {
        return catalogue.requirements().stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void soc2HasEveryRequirementAndSaysOfEachWhichEvidenceIsMissing() {
        List<String> ids =
                Catalogue.soc2().requirements().stream().map(Requirement::id).toList();
        assertEquals(
                List.of(
                        "CC6.1-secrets",
                        "CC6.1-least-privilege",
                        "CC6.1-mfa",
                        "CC6.1-credential-lifecycle",
                        "CC6.1-encryption",
                        "CC7.1-sast",
                        "CC7.1-config-standard",
                        "CC7.1-change-detection",
                        "CC7.1-vuln-scan",
                        "CC7.1-unknown-components",
                        "CC7.2-sca",
                        "CC7.2-dast",
                        "CC7.2-credential-misuse",
                        "CC7.2-triage",
                        "CC7.2-detector-health",
                        "CC7.2-continuity",
                        "CC8.1-gate",
                        "CC8.1-approval",
                        "CC8.1-deployment",
                        "CC8.1-bypass"),
                ids);
        for (Requirement requirement : Catalogue.soc2().requirements()) {
            assertTrue(requirement.id().startsWith(requirement.control().id()), requirement.id());
            for (ControlTest test : requirement.tests()) {
                assertFalse(test.missing().isBlank(), requirement.id());
            }
        }
    }

    @Test
    void aCadenceIsChangedByNamingTheIdsOnTheWayToIt() throws Exception {
        Catalogue changed = Catalogue.load(List.of(file("""
                requirements:
                  - id: CC6.1-mfa
                    tests:
                      - id: enrolment
                        population: {cadence: P1M, text: each month}
                """)));
        ControlTest test = requirement(changed, "CC6.1-mfa").tests().get(0);
        assertEquals(Period.ofMonths(1), test.population().cadence());
        assertEquals(List.of("mfa-enrolment"), test.evidence().kinds());
        assertEquals(
                Catalogue.soc2().requirements().size(), changed.requirements().size());
        assertNotEquals(Catalogue.soc2().digest(), changed.digest());
    }

    @Test
    void aFrameworkIsAddedWithoutCode() throws Exception {
        Catalogue changed = Catalogue.load(List.of(file("""
                frameworks: [{id: iso, title: "ISO/IEC 27001:2022"}]
                controls: [{id: A.8.28, framework: iso, title: Secure coding}]
                requirements:
                  - id: A.8.28-sast
                    control: A.8.28
                    title: Code is analysed
                    statement: Code is analysed.
                    tests:
                      - id: days
                        population: {text: every day, each: day}
                        evidence: {kinds: [scan], families: [sast], proof: [passed, failed]}
                        missing: SAST scans.
                """)));
        Requirement added = requirement(changed, "A.8.28-sast");
        assertEquals("ISO/IEC 27001:2022", added.control().framework());
        assertEquals(List.of(Family.SAST), added.tests().get(0).evidence().families());
    }

    @Test
    void aTestIsLeftOutWithAReasonThatTheReportCanShow() throws Exception {
        Catalogue changed = Catalogue.load(List.of(file("""
                requirements:
                  - {id: CC8.1-gate, tests: [{id: deployments, not-applicable: We deploy nothing.}]}
                """)));
        assertEquals(
                "We deploy nothing.",
                requirement(changed, "CC8.1-gate").tests().get(1).notApplicable());
    }

    /** Each with {@code ^} before the place that the error must name, and with a part of the remedy. */
    static Stream<Arguments> mistakes() {
        String test = "requirements: [{id: CC6.1-mfa, tests: [{id: enrolment, population: {cadence: ^%s}}]}]";
        return Stream.of(
                arguments(test.formatted("often"), "P3M (three months)"),
                arguments(test.formatted("P0D"), "ISO 8601"),
                arguments(test.formatted("[]"), "Write one"),
                arguments("requirements: [{id: CC6.1-mfa, control: ^CC9}]", "under 'controls:'"),
                arguments("requirements: [{id: CC6.1-mfa, titel: ^x}]", "Known are: control, id"),
                arguments("requirements: [^{title: x}]", "Give each entry of this list an id"),
                arguments(
                        "requirements: [^{id: X-1, control: CC6.1, title: t, statement: s}]", "Add one under 'tests:'"),
                arguments("requirements: {a: 1^", "expected ',' or '}'"),
                arguments("requirements:\n  - id: a\n   ^id: b", "Mend the line"),
                arguments("controls: [{id: X, framework: ^y, title: z}]", "under 'frameworks:'"),
                arguments("a: &x 1\nb: ^*x", "Write the value out"),
                arguments("a: 1\n^a: 2", "Keep one of them"),
                arguments("a: 1\n---\n^b: 2", "Keep one document"),
                arguments("^- a", "Begin with 'requirements:'"),
                arguments("^", "Write a catalogue"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatIsWrongIsSaidWithFileLineColumnAndRemedy(String marked, String remedy) throws IOException {
        Path file = file(marked.replace("^", ""));
        String before = marked.substring(0, marked.indexOf('^'));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        CatalogueException e = assertThrows(CatalogueException.class, () -> Catalogue.load(List.of(file)));
        assertTrue(e.getMessage().startsWith(file + ":" + line + ":" + column + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(remedy), e.getMessage());
    }

    @Test
    void aFileThatIsMissingTooLargeOrNotUtf8IsRefused() throws IOException {
        Path missing = directory.resolve("none.yaml");
        assertTrue(assertThrows(CatalogueException.class, () -> Catalogue.load(List.of(missing)))
                .getMessage()
                .contains("cannot be read"));
        Path large = Files.write(directory.resolve("large.yaml"), new byte[Catalogue.MAX_BYTES + 1]);
        assertThrows(CatalogueException.class, () -> Catalogue.load(List.of(large)));
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});
        assertTrue(assertThrows(CatalogueException.class, () -> Catalogue.load(List.of(latin)))
                .getMessage()
                .contains("UTF-8"));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        Path file = file("a: " + "[".repeat(2_000) + "]".repeat(2_000));
        assertThrows(CatalogueException.class, () -> Catalogue.load(List.of(file)));
    }

    @Test
    void anyDamageToTheCatalogueIsUnderstoodOrRefusedAndNothingElse() throws Exception {
        byte[] shipped;
        try (var in = Catalogue.class.getResourceAsStream("soc2.yaml")) {
            shipped = in.readAllBytes();
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = shipped.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) " :-[]{}&*!|>'\"#\n\t\0z".charAt(random.nextInt(19));
            }
            try {
                CatalogueBinder.bind(NodeReader.read("damaged.yaml", damaged));
            } catch (CatalogueException e) {
                assertTrue(e.getMessage().startsWith("damaged.yaml:"), "seed " + seed + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", case " + i + ": " + new String(damaged, StandardCharsets.UTF_8), e);
            }
        }
    }
}
