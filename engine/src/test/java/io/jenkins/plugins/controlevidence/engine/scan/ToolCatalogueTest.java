package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolCatalogueTest {
    @TempDir
    Path work;

    @Test
    @DisplayName("the catalogue knows these tools, and each says all that is needed to run it")
    void own() throws Exception {
        ToolCatalogue catalogue = ToolCatalogue.load(null);

        assertEquals(
                "secrets gitleaks trufflehog detect-secrets semgrep bandit spotbugs pmd eslint trivy grype osv-scanner"
                        + " govulncheck pip-audit npm-audit dependency-check checkov zap wapiti nuclei syft cdxgen",
                catalogue.tools().stream().map(Tool::id).collect(Collectors.joining(" ")));
        for (Tool tool : catalogue.tools()) {
            assertFalse(tool.install().isBlank(), tool.id());
            if (!tool.builtIn()) {
                assertTrue(tool.homepage().startsWith("https://"), tool.id());
                assertFalse(tool.exits().findings().isEmpty(), tool.id());
                assertFalse(tool.exits().clean().contains(2), tool.id());
                boolean completes = tool.report().format().lines();
                assertEquals(completes, tool.completed() != null, tool.id() + ": lines need a word at their end");
                assertEquals(tool.family() == Family.SCA, tool.database() != null, tool.id());
            }
        }
    }

    @Test
    @DisplayName("Nuclei, which ends well when nothing answers, has only completed if it had a connection")
    void nucleiReached() throws Exception {
        Tool nuclei = ToolCatalogue.load(null).tool("nuclei").orElseThrow();
        String unreached =
                "[INF] Targets loaded for current scan: 1\n[INF] Scan completed in 1.18ms. No results found.\n";
        String reached = unreached + "[INF] HTTP connections: 1 total, 1 new, 0 reused (0.0%)\n";

        assertFalse(nuclei.completed().matcher(unreached).find());
        assertTrue(nuclei.completed().matcher(reached).find());
    }

    @Test
    @DisplayName("an override changes the fields that it names and leaves the others; a new id is a new tool")
    void overrides() throws Exception {
        Path file = Files.writeString(work.resolve("tools.yaml"), """
                bandit:
                  timeout: 7
                  severity: {low: info}
                own-linter:
                  family: configuration
                  command: [linter, "--out={report}", "{strictness}"]
                  parameters: {strictness: {description: how strict, default: very}}
                  report: {format: sarif, file: "{report}"}
                  exits: {clean: [0], findings: [3]}
                """);
        ToolCatalogue catalogue = ToolCatalogue.load(file);
        Tool before = ToolCatalogue.load(null).tool("bandit").orElseThrow();
        Tool bandit = catalogue.tool("bandit").orElseThrow();

        assertEquals(7, bandit.timeout().toSeconds());
        assertEquals(Severity.INFO, bandit.severities().get("low"));
        assertEquals(before.command(), bandit.command());
        assertEquals(
                List.of("checkov", "own-linter"),
                catalogue.tools(Family.CONFIGURATION).stream().map(Tool::id).toList());
    }

    @Test
    @DisplayName(
            "a configuration scanner measures against a standard: its own in its own version, or the installation's")
    void standard() throws Exception {
        Tool checkov = ToolCatalogue.load(null).tool("checkov").orElseThrow();
        assertEquals(new Standard("Checkov built-in checks", "3.3", null), checkov.standard("3.3", null));

        Path file = Files.writeString(
                work.resolve("tools.yaml"), "checkov: {standard: {name: Cloud Baseline, version: \"2026-03\"}}\n");
        Tool own = ToolCatalogue.load(file).tool("checkov").orElseThrow();
        String digest = "e".repeat(64);
        assertEquals(new Standard("Cloud Baseline", "2026-03", digest), own.standard("3.3", digest));
        assertEquals("Cloud Baseline 2026-03", own.standard("3.3", digest).toString());
        assertNull(ToolCatalogue.load(null).tool("bandit").orElseThrow().standard("1.9", digest));
    }

    static List<List<String>> mistakes() {
        return List.of(
                List.of("bandit:\n  timeot: 7\n", "line 2, column 3", "bandit.timeot is unknown; take one of applies"),
                List.of("bandit:\n  timeout: soon\n", "line 2, column 3", "bandit.timeout"),
                List.of("bandit:\n  timeout: 7\n  timeout: 8\n", "line 3, column", "Duplicate"),
                List.of("bandit:\n  version: {command: [b], pattern: \"(\"}\n", "line 2, column", "pattern"),
                List.of("bandit:\n  report: {format: word}\n", "line 2, column", "no format is called word"),
                List.of("bandit: {\n", "line 1, column 10", "not valid YAML"),
                List.of("bandit: ~\n", "bandit is empty", "say what differs"),
                List.of("bandit: [a]\n", "line 1, column 1", "bandit: Cannot deserialize value from Array"),
                List.of(
                        "\nx:\n  family: sast\n  command: [x, \"{what}\"]\n  report: {format: sarif}\n  exits: {clean: [0], findings: [1]}\n",
                        "line 2, column 1",
                        "{what}: describe it under parameters"),
                List.of("x: {command: [x]}\n", "line 1, column 1", "say which family it is of"),
                List.of("x: {family: sasd}\n", "line 1, column 1", "take one of secrets, sast"),
                List.of("x: {family: sast, command: [x]}\n", "line 1", "say where its report is"),
                List.of(
                        "bandit: {canary: [sast-cobol]}\n",
                        "line 1",
                        "no planted fault is called sast-cobol: take some of"),
                List.of("bandit: {standard: {name: x}}\n", "line 1", "only a scanner of the family configuration"),
                List.of("bandit: {severity: {low: tiny}}\n", "line 1, column 1", "take one of critical, high"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    @DisplayName("a mistake is named with file, place and remedy")
    void mistakes(List<String> mistake) throws Exception {
        Path file = Files.writeString(work.resolve("own.yaml"), mistake.get(0));
        String message = assertThrows(ToolCatalogueException.class, () -> ToolCatalogue.load(file))
                .getMessage();

        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(mistake.get(1)), message);
        assertTrue(message.contains(mistake.get(2)), message);
        assertFalse(
                message.contains("\n") || message.contains("com.fasterxml") || message.contains("io.jenkins"), message);
    }

    @Test
    @DisplayName("a file that is not there is said to be not there")
    void unreadable() {
        Path file = work.resolve("none.yaml");
        String message = assertThrows(ToolCatalogueException.class, () -> ToolCatalogue.load(file))
                .getMessage();

        assertTrue(message.contains("cannot be read") && message.contains("none.yaml"), message);
    }
}
