package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintStabilityTest {
    @TempDir
    Path work;

    private Path directory;

    @BeforeEach
    void repository() throws Exception {
        directory = Files.createDirectory(work.resolve("repository"));
    }

    @Test
    @DisplayName("a fault keeps its fingerprint when lines move and when the line is indented")
    void moved() throws Exception {
        String before = only(sarif("a.c", "first\nstrcpy(a, b);\n", 2)).fingerprint();

        assertEquals(
                before,
                only(sarif("a.c", "// new\n// lines\nfirst\n    strcpy(a,  b);\n", 4))
                        .fingerprint());
        assertNotEquals(before, only(sarif("a.c", "first\nstrcpy(a, c);\n", 2)).fingerprint());
        assertNotEquals(before, only(sarif("b.c", "first\nstrcpy(a, b);\n", 2)).fingerprint());
    }

    @Test
    @DisplayName("equal lines in one file are different faults, and one more changes none of those before it")
    void equalLines() throws Exception {
        List<Finding> two = sarif("a.c", "x();\nx();\n", 1, 2);
        List<Finding> three = sarif("a.c", "x();\nx();\nx();\n", 1, 2, 3);

        assertEquals(2, two.stream().map(Finding::fingerprint).distinct().count());
        assertEquals(3, three.stream().map(Finding::fingerprint).distinct().count());
        assertTrue(three.stream()
                .map(Finding::fingerprint)
                .toList()
                .containsAll(two.stream().map(Finding::fingerprint).toList()));
    }

    @Test
    @DisplayName("a line outside the repository is never read, whatever the report says")
    void outside() throws Exception {
        Files.writeString(work.resolve("outside.c"), "one\n");
        String before = only(sarif("../outside.c", null, 1)).fingerprint();
        Files.writeString(work.resolve("outside.c"), "two\n");
        assertEquals(before, only(sarif("../outside.c", null, 1)).fingerprint());

        Files.createSymbolicLink(directory.resolve("link.c"), work.resolve("outside.c"));
        String linked = only(sarif("link.c", null, 1)).fingerprint();
        Files.writeString(work.resolve("outside.c"), "three\n");
        assertEquals(linked, only(sarif("link.c", null, 1)).fingerprint());
    }

    @Test
    @DisplayName("the same credential in many places is one finding that names twenty of them")
    void oneCredential() throws Exception {
        String secret = new Tokens(9).github();
        StringBuilder leaks = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            leaks.append(i == 1 ? "" : ",")
                    .append("{\"RuleID\":\"r\",\"Description\":\"d\",\"File\":\"f")
                    .append(i)
                    .append("\",\"StartLine\":1,\"Secret\":\"")
                    .append(secret)
                    .append("\"}");
        }
        Path report = Files.writeString(work.resolve("r.json"), "[" + leaks + "]");
        Tool gitleaks = ToolCatalogue.load(null).tool("gitleaks").orElseThrow();
        Scan scan = new ReportScanner(gitleaks, report, ReportFormat.GITLEAKS, new Redactor(text -> List.of()), null)
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE);

        Finding finding = only(scan.findings());
        assertEquals(30, finding.occurrences());
        assertEquals(Finding.MAX_LOCATIONS, finding.locations().size());
        assertFalse(scan.toString().contains(secret));
    }

    private static Finding only(List<Finding> findings) {
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    private List<Finding> sarif(String path, String text, int... lines) throws Exception {
        if (text != null) {
            Files.writeString(directory.resolve(path), text);
        }
        StringBuilder results = new StringBuilder();
        for (int line : lines) {
            results.append(results.isEmpty() ? "" : ",")
                    .append(
                            "{\"ruleId\":\"r\",\"message\":{\"text\":\"m\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"")
                    .append(path)
                    .append("\"},\"region\":{\"startLine\":")
                    .append(line)
                    .append("}}}]}");
        }
        Path report = Files.writeString(
                work.resolve("r.sarif"), "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[" + results + "]}]}");
        Tool semgrep = ToolCatalogue.load(null).tool("semgrep").orElseThrow();
        return new ReportScanner(semgrep, report, ReportFormat.SARIF, new Redactor(t -> List.of()), null)
                .scan(Requests.of(directory, work.resolve("scratch")), Progress.NONE)
                .findings();
    }
}
