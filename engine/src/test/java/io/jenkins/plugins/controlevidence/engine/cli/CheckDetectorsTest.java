package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code check-detectors}, with the built-in scanner and with one whose report lies ready. */
@DisabledOnOs(OS.WINDOWS)
class CheckDetectorsTest {
    @TempDir
    Path work;

    private Path store;
    private Path report;
    private Path catalogue;

    @BeforeEach
    void makeStore() throws Exception {
        store = work.resolve("store");
        Store.openOrCreate(store).close();
        report = work.resolve("ready.sarif");
        catalogue = work.resolve("tools.yaml");
        Files.writeString(catalogue, """
                ready:
                  family: sast
                  command: [cp, "%s", "{report}"]
                  report: {format: sarif, file: "{report}"}
                  exits: {clean: [0], findings: [1]}
                  version: {command: [echo, "ready 1.0"], pattern: "ready (\\\\S+)"}
                  canary: [sast-python-shell]
                no-canary:
                  family: sast
                  command: [cp, "%s", "{report}"]
                  report: {format: sarif, file: "{report}"}
                  exits: {clean: [0], findings: [1]}
                """.formatted(report, report));
    }

    @Test
    @DisplayName("the built-in scanner finds what is planted; the next check names this one")
    void builtIn() throws Exception {
        Ran ran = check("--tool", "secrets");
        assertEquals(0, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("Planted  2, found 2"), ran.out());
        assertTrue(ran.out().contains("CC7.2-detector-health"), ran.out());
        assertEquals(0, check("--tool", "secrets").exit());
        JsonNode second = predicates().get(1);
        assertEquals(second.path("rules").asInt(), second.at("/previous/rules").asInt());
        assertEquals("secrets", second.at("/controlEvidence/tool/id").asText());
        assertEquals("PASSED", second.path("result").asText());
    }

    @Test
    @DisplayName("what was planted and not found is named; found again it is good; fewer rules are not")
    void missedAndRules() throws Exception {
        sarif(5, "elsewhere.py");
        Ran missed = check("--tool", "ready");
        assertEquals(1, missed.exit(), missed.toString());
        assertTrue(missed.out().contains("did not find sast-python-shell"), missed.out());

        sarif(5, "src/main/python/report.py");
        assertEquals(0, check("--tool", "ready").exit());
        sarif(4, "src/main/python/report.py");
        Ran fewer = check("--tool", "ready");
        assertEquals(1, fewer.exit(), fewer.toString());
        assertTrue(fewer.out().contains("4 rules, and knew 5"), fewer.out());
        assertEquals(
                List.of("report"),
                records().stream()
                        .map(record -> record.artefacts().get(0).name())
                        .distinct()
                        .toList());
    }

    @Test
    @DisplayName("a scanner that breaks, or that nothing is planted for, is not healthy")
    void broken() throws Exception {
        Ran broken = check("--tool", "ready");
        assertEquals(1, broken.exit(), broken.toString());
        assertTrue(broken.out().contains("It gave no answer"), broken.out());
        sarif(1, "src/main/python/report.py");
        Ran none = check("--tool", "no-canary");
        assertEquals(2, none.exit(), none.toString());
        assertTrue(none.out().contains("Nothing was planted"), none.out());
    }

    @Test
    @DisplayName("without --tool those are checked that the store has scans of")
    void toolsInUse() throws Exception {
        assertEquals(64, check().exit(), "there is no scan yet");
        Path repository = Files.createDirectory(work.resolve("repository"));
        Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("main")
                .call();
        Files.writeString(repository.resolve("readme"), "nothing to see");
        git.add().addFilepattern(".").call();
        git.commit().setMessage("Begin").setSign(false).call();
        git.close();
        assertEquals(0, control("run", repository, "--store", store).exit());
        Ran ran = check();
        assertEquals(0, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("Detector secrets"), ran.out());
    }

    @Test
    @DisplayName("a tool that is not known is named; help says what the exit codes mean")
    void usage() {
        Ran unknown = check("--tool", "nobody");
        assertEquals(64, unknown.exit());
        assertTrue(unknown.err().contains("'nobody' is no tool of the catalogue"), unknown.err());
        Ran help = control("check-detectors", "--help");
        assertEquals(0, help.exit());
        assertTrue(help.out().contains("Example: control-evidence check-detectors"), help.out());
        assertTrue(help.out().contains("Exit codes:"), help.out());
    }

    private Ran check(Object... more) {
        List<Object> words = new ArrayList<>(List.of("check-detectors", "--store", store, "--catalogue", catalogue));
        words.addAll(List.of(more));
        return control(words.toArray());
    }

    private void sarif(int rules, String file) throws Exception {
        String list = IntStream.range(0, rules)
                .mapToObj(i -> "{\"id\":\"r" + i + "\"}")
                .collect(Collectors.joining(","));
        Files.writeString(report, """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "ready", "rules": [%s]}}, "results": [
                  {"ruleId": "r0", "message": {"text": "m"}, "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": "%s"}, "region": {"startLine": 1}}}]}]}]}
                """.formatted(list, file));
    }

    private List<EvidenceRecord> records() throws Exception {
        try (Store opened = Store.openReadOnly(store)) {
            List<EvidenceRecord> records = new ArrayList<>();
            for (long leaf = 0; leaf < opened.ledger().size(); leaf++) {
                records.add(RecordReader.read(
                        opened.ledger().id(leaf), opened.ledger().entry(leaf)));
            }
            return records;
        }
    }

    private List<JsonNode> predicates() throws Exception {
        return records().stream()
                .map(record -> record.statement().get("predicate"))
                .toList();
    }
}
