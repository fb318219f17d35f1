package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.canary.DetectorRun;
import io.jenkins.plugins.controlevidence.engine.scan.canary.PlantedFault;
import io.jenkins.plugins.controlevidence.engine.scan.canary.RuleCount;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real scanners find what is planted for them. Which of them can be installed depends on the machine: the others are skipped,
 * with the reason. {@code -DexcludedGroups=tools} leaves these tests out.
 */
@Tag("tools")
@DisabledOnOs(OS.WINDOWS)
class DetectorRunTest {
    @TempDir
    static Path work;

    private static RealTools real;
    private static ToolCatalogue catalogue;
    private static AdvisoryServer server;
    private static DetectorRun run;

    @BeforeAll
    static void plant() throws Exception {
        real = RealTools.install();
        server = new AdvisoryServer();
        catalogue = ToolCatalogue.load(Files.writeString(
                work.resolve("tools.yaml"),
                RealTools.offline(PlantedRepository.osvDatabase(work.resolve("osv")), server)));
        Path findsecbugs = real.file("maven/spotbugs/findsecbugs-plugin-1.14.0.jar");
        run = new DetectorRun(
                work.resolve("detectors"),
                Map.of(
                        "rules",
                        PlantedRepository.semgrepRules(work).toString(),
                        "findsecbugs",
                        findsecbugs.toString(),
                        "target",
                        "http://nobody.invalid/"),
                real.environment(),
                FingerprintKey.of(new byte[FingerprintKey.LENGTH]));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitleaks",
                "detect-secrets",
                "semgrep",
                "bandit",
                "spotbugs",
                "pmd",
                "eslint",
                "osv-scanner",
                "pip-audit",
                "npm-audit",
                "checkov",
                "wapiti",
                "syft",
                "cdxgen"
            })
    @DisplayName("each finds what is planted for it")
    void finds(String id) throws Exception {
        Tool tool = catalogue.tool(id).orElseThrow();
        Optional<String> missing = real.missing(tool);
        assumeTrue(missing.isEmpty(), () -> "SKIPPED " + missing.orElseThrow());
        assertFindsAll(tool);
    }

    @Test
    @DisplayName("so does the scanner that is built in, and tells how many rules it has")
    void builtIn() throws Exception {
        Tool secrets = catalogue.tool("secrets").orElseThrow();
        assertTrue(RuleCount.of(secrets, assertFindsAll(secrets)) > 200);
    }

    @Test
    @DisplayName("a scanner that is not there finds nothing, and says so")
    void notInstalled() throws Exception {
        Tool gone = ToolCatalogue.load(Files.writeString(
                        work.resolve("gone.yaml"), "bandit: {command: [no-such-program-at-all, \"{report}\"]}\n"))
                .tool("bandit")
                .orElseThrow();
        Scan scan = run.run(gone, Progress.NONE);
        assertEquals(Outcome.ERROR, scan.outcome());
        assertTrue(scan.reason().contains("not installed"), scan.reason());
    }

    private static Scan assertFindsAll(Tool tool) throws Exception {
        Scan scan = run.run(tool, Progress.NONE);
        assertTrue(scan.conclusive(), () -> tool.id() + ": " + scan.reason());
        assertTrue(!tool.canary().isEmpty());
        for (String fault : tool.canary()) {
            assertTrue(PlantedFault.byId(fault).orElseThrow().isFoundBy(scan), () -> fault + " by " + scan.findings());
        }
        assertNotNull(scan.tool().version());
        return scan;
    }
}
