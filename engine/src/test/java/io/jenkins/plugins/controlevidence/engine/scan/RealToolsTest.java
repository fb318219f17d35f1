package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scanners themselves, run on a small repository with planted faults and on one without. Installed outside the repository on
 * first use; {@code -DexcludedGroups=tools} leaves these tests out.
 */
@Tag("tools")
@DisabledOnOs(OS.WINDOWS)
class RealToolsTest {
    private static final Redactor REDACTOR = new Redactor(new SecretDetector(SecretRules.load()));

    @TempDir
    static Path work;

    private static RealTools real;
    private static ToolCatalogue catalogue;
    private static AdvisoryServer server;
    private static PlantedRepository faulty;
    private static PlantedRepository clean;

    @BeforeAll
    static void prepare() throws Exception {
        real = RealTools.install();
        server = new AdvisoryServer();
        faulty = PlantedRepository.faulty(work.resolve("faulty"));
        clean = PlantedRepository.clean(work.resolve("clean"));
        // Tools that look things up on the network are told to look here.
        catalogue = ToolCatalogue.load(Files.writeString(
                work.resolve("tools.yaml"),
                RealTools.offline(PlantedRepository.osvDatabase(work.resolve("osv")), server)));
    }

    @AfterAll
    static void report() throws Exception {
        server.close();
        System.out.println(real.table(catalogue));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            gitleaks       | github-pat          | settings.py
            detect-secrets | GitHub Token        | settings.py
            semgrep        | shell-true          | app.py
            bandit         | B602                | app.py
            spotbugs       | SQL_INJECTION_JDBC  | src/main/java/planted/Query.java
            pmd            | HardCodedCryptoKey  | src/main/java/planted/Query.java
            eslint         | no-eval             | index.js
            osv-scanner    | GHSA-jf85-cpcp-j695 | package-lock.json
            govulncheck    | GO-2099-0001        | go.mod
            pip-audit      | PYSEC-2014-8        |
            npm-audit      | GHSA-jf85-cpcp-j695 | package-lock.json
            checkov        | CKV_AWS_24          | main.tf
            wapiti         | Reflected Cross Site Scripting | search
            syft           |                     |
            cdxgen         |                     |
            """)
    void run(String id, String rule, String place) throws Exception {
        Tool tool = catalogue.tool(id).orElseThrow();
        Optional<String> missing = real.missing(tool);
        assumeTrue(missing.isEmpty(), () -> "SKIPPED " + missing.orElseThrow());

        Scan bad = scan(tool, faulty);
        real.note(
                id,
                "run for real, version " + bad.tool().version() + ", " + bad.outcome() + " with "
                        + bad.findings().size() + " findings");
        if (tool.family() == Family.INVENTORY) {
            assertEquals(Outcome.PASSED, bad.outcome(), bad.reason());
            assertTrue(
                    bad.components().stream().anyMatch(component -> "pkg:npm/lodash@4.17.4".equals(component.purl())),
                    () -> bad.components().toString());
            return;
        }
        assertEquals(Outcome.FAILED, bad.outcome(), bad.reason());
        assertTrue(
                bad.findings().stream()
                        .anyMatch(finding -> finding.rule().equals(rule)
                                && (place == null
                                        || finding.locations().get(0).path().endsWith(place))),
                () -> bad.findings().toString());
        assertNotNull(bad.tool().version());
        String kept = bad + Files.readString(bad.report().file());
        faulty.secrets().forEach(secret -> assertFalse(kept.contains(secret), id + " gives a credential away"));

        if (tool.covers() != Tool.Covers.TARGET) {
            Scan good = scan(tool, clean);
            assertEquals(Outcome.PASSED, good.outcome(), () -> good.reason() + " " + good.findings());
        }
    }

    private static Scan scan(Tool tool, PlantedRepository repository) throws Exception {
        Path scratch = Files.createTempDirectory(work, tool.id());
        Map<String, String> given = new HashMap<>();
        switch (tool.id()) {
            case "semgrep" ->
                given.put("rules", PlantedRepository.semgrepRules(scratch).toString());
            case "spotbugs" -> {
                given.put(
                        "classes",
                        repository.compile(scratch.resolve("classes")).toString());
                given.put(
                        "findsecbugs",
                        real.file("maven/spotbugs/findsecbugs-plugin-1.14.0.jar")
                                .toString());
            }
            case "govulncheck" ->
                given.put(
                        "database",
                        "file://" + PlantedRepository.goDatabase(scratch.resolve("db"), repository == clean));
            case "wapiti" -> given.put("target", server.address() + "/");
            default -> {
                // The others need to be told nothing.
            }
        }
        return new ExternalScanner(tool, REDACTOR, given, real.environment())
                .scan(Requests.of(repository.directory(), scratch.resolve("scratch")), Progress.NONE);
    }
}
