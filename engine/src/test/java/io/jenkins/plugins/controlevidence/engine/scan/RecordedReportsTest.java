package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of the tools' own reports. */
class RecordedReportsTest {
    private static final Redactor REDACTOR = new Redactor(new SecretDetector(SecretRules.load()));

    @TempDir
    Path work;

    private Path directory;
    private RecordedReports reports;

    @BeforeEach
    void repository() throws Exception {
        directory = Files.createDirectory(work.resolve("repository"));
        reports = new RecordedReports(directory, 11);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # report              | outcome | findings, of the most severe: severity | rule                    | place
            gitleaks.json         | FAILED  | 3 | HIGH     | aws-access-token                                 | settings.py:2
            trufflehog.jsonl      | FAILED  | 2 | HIGH     | AWS                                              | settings.py:2
            detect-secrets.json   | FAILED  | 7 | MEDIUM   | AWS Access Key                                   | settings.py:2
            bandit.json           | FAILED  | 5 | HIGH     | B324                                             | app.py:6
            eslint.json           | FAILED  | 2 | MEDIUM   | no-eval                                          | index.js:1
            semgrep.sarif         | FAILED  | 1 | HIGH     | shell-true                                       | app.py:4
            checkov.sarif         | FAILED  | 3 | MEDIUM   | CKV2_AWS_6                                       | main.tf:1
            spotbugs.sarif        | FAILED  | 2 | MEDIUM   | HARD_CODE_KEY                                    | Planted.java:10
            pmd.sarif             | FAILED  | 4 | HIGH     | ReturnEmptyCollectionRatherThanNull              | /elsewhere/jv/src/Planted.java:11
            govulncheck.sarif     | FAILED  | 1 | HIGH     | GO-2021-0113                                     | go.mod:1
            npm-audit.json        | FAILED  | 1 | CRITICAL | GHSA-jf85-cpcp-j695                              | package-lock.json:0
            pip-audit.json        | FAILED  | 1 | HIGH     | PYSEC-2014-8                                     |
            osv.json              | FAILED  | 1 | CRITICAL | GHSA-jf85-cpcp-j695                              | package-lock.json:0
            grype.json            | FAILED  | 1 | CRITICAL | GHSA-jf85-cpcp-j695                              |
            trivy.json            | FAILED  | 1 | CRITICAL | CVE-2019-10744                                   |
            dependency-check.json | FAILED  | 1 | HIGH     | CVE-2015-6420                                    | lib/commons-collections-3.2.1.jar:0
            wapiti.json           | FAILED  | 2 | MEDIUM   | Reflected Cross Site Scripting                   | http://localhost:8080/s:0
            zap.json              | FAILED  | 2 | HIGH     | 40012                                            | http://localhost:8080/s:0
            nuclei.jsonl          | FAILED  | 1 | MEDIUM   | planted-git-config                               | http://127.0.0.1:18473/.git/config:0
            syft.json             | PASSED  | 0 |          |                                                  |
            cdxgen.json           | PASSED  | 0 |          |                                                  |
            """)
    void read(String name, Outcome outcome, int findings, String severity, String rule, String place) throws Exception {
        Scan scan = scan(name);

        assertEquals(outcome, scan.outcome(), scan.reason());
        assertEquals(findings, scan.findings().size(), () -> scan.findings().toString());
        if (findings > 0) {
            Finding first = scan.findings().get(0);
            assertEquals(severity, first.severity().name());
            assertEquals(rule, first.rule());
            String at = first.locations().isEmpty()
                    ? null
                    : first.locations().get(0).path() + ":"
                            + first.locations().get(0).line();
            assertEquals(place, at);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "grype.json, pkg:npm/lodash@4.17.4",
        "trivy.json, pkg:npm/lodash@4.17.4",
        "osv.json, pkg:npm/lodash@4.17.4",
        "npm-audit.json, pkg:npm/lodash",
        "pip-audit.json, pkg:pypi/jinja2@2.4.1",
        "dependency-check.json, pkg:maven/commons-collections/commons-collections@3.2.1"
    })
    @DisplayName("a vulnerability names the component at fault by its package URL")
    void components(String name, String purl) throws Exception {
        assertEquals(purl, scan(name).findings().get(0).component());
    }

    @Test
    @DisplayName(
            "no credential of any report is in what comes of it: findings, reason, kept report; in plain, base64 or escaped")
    void noSecrets() throws Exception {
        for (String name : RecordedReports.TOOLS.keySet()) {
            Scan scan = scan(name);
            String kept = Files.readString(scan.report().file());
            String all = scan + kept;
            for (String secret : reports.secrets()) {
                assertFalse(
                        all.contains(secret), name + " holds " + secret.length() + " characters of a secret: " + all);
                String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
                assertFalse(all.contains(base64.replaceAll("=+$", "").substring(0, 10)), name);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "gitleaks.json, f7352a97d940066db9be9b930086e569c987ac43",
        "trufflehog.jsonl, ee9aefa648831e7a3d0498440d9aedb6d79badd7"
    })
    @DisplayName("a credential has a mask, the commit that brought it in, and a keyed fingerprint")
    void credential(String name, String commit) throws Exception {
        Finding token = scan(name).findings().stream()
                .filter(finding -> finding.mask().equals("gh" + "p_…(40)"))
                .findFirst()
                .orElseThrow();

        assertEquals(commit, token.introduced().commit());
        assertEquals("a@example.org", token.introduced().author().email());
        assertEquals("2026-11-23T04:56:14Z", token.introduced().time().toString());
        assertEquals(
                Requests.of(directory, work.resolve("s"))
                        .fingerprints()
                        .fingerprint(token.rule(), reports.secret("@SECRET1@")),
                token.fingerprint());
    }

    @Test
    @DisplayName("a credential that the tool has verified to be live is critical")
    void verified() throws Exception {
        Path report = Files.writeString(
                work.resolve("verified.jsonl"),
                reports.text("trufflehog.jsonl").replace("\"Verified\":false", "\"Verified\":true"));
        Tool tool = ToolCatalogue.load(null).tool("trufflehog").orElseThrow();
        Scan scan = new ReportScanner(tool, report, tool.report().format(), REDACTOR, null)
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);

        assertEquals(
                List.of(Severity.CRITICAL, Severity.CRITICAL),
                scan.findings().stream().map(Finding::severity).toList());
    }

    @Test
    @DisplayName("a password that a code scanner quotes is gone from its message and from the source that it shows")
    void quotedPassword() throws Exception {
        Scan scan = scan("bandit.json");

        assertTrue(scan.findings().stream()
                .anyMatch(f -> f.message().equals("Possible hardcoded password: '[redacted]'")));
        assertTrue(Files.readString(scan.report().file()).contains("password = \\\"[redacted]\\\""));
    }

    @Test
    @DisplayName("a dependency that was left out keeps a clean report from being proof")
    void leftOut() throws Exception {
        Scan scan = scan("pip-audit", "pip-audit-skipped.json");

        assertEquals(Outcome.NOT_PROVEN, scan.outcome());
        assertTrue(scan.reason().contains("left out jinja2: Dependency not found on PyPI"), scan.reason());
    }

    @Test
    @DisplayName("an audit that the registry refused is an error, though it is JSON and ends with a known code")
    void refused() throws Exception {
        assertEquals(Outcome.ERROR, scan("npm-audit", "npm-audit-error.json").outcome());
    }

    @Test
    @DisplayName("the inventory has every component")
    void inventory() throws Exception {
        for (String name : new String[] {"syft.json", "cdxgen.json"}) {
            assertEquals(
                    "[lodash 4.17.4 pkg:npm/lodash@4.17.4, jinja2 2.4.1 pkg:pypi/jinja2@2.4.1]",
                    scan(name).components().stream()
                            .filter(c -> !c.name().equals("planted"))
                            .map(c -> c.name() + " " + c.version() + " " + c.purl())
                            .sorted(Comparator.reverseOrder())
                            .toList()
                            .toString());
        }
    }

    @Test
    @DisplayName("what is suppressed is counted")
    void suppressed() throws Exception {
        assertEquals(Map.of("analysis: not_affected", 1), scan("trivy.json").suppressed());
        assertEquals(Map.of("false positive", 1), scan("zap.json").suppressed());
        assertEquals(
                Map.of("suppression file", 1), scan("dependency-check.json").suppressed());
    }

    @Test
    @DisplayName("two readings of one report give the same findings in the same order")
    void deterministic() throws Exception {
        for (String name : RecordedReports.TOOLS.keySet()) {
            assertEquals(scan(name).findings(), scan(name).findings());
        }
    }

    private Scan scan(String name) throws Exception {
        return scan(RecordedReports.TOOLS.get(name), name);
    }

    private Scan scan(String toolId, String name) throws Exception {
        Tool tool = ToolCatalogue.load(null).tool(toolId).orElseThrow();
        Path report = reports.write(name, work);
        return new ReportScanner(tool, report, tool.report().format(), REDACTOR, null)
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);
    }
}
