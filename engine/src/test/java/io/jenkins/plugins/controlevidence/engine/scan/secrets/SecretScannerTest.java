package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static io.jenkins.plugins.controlevidence.engine.scan.secrets.GitFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretScannerTest {
    private static final SecretRules RULES = SecretRules.load();
    private static final Map<String, byte[]> CLEAN = Map.of("README.md", bytes("Nothing to see.\n"));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private GitFixture git;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        git = new GitFixture(directory.resolve("repository.git"));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private static SecretRule rule(String id) {
        return RULES.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private PatternSample.Sample plant(String rule) {
        return Planted.sample(rule(rule), random);
    }

    private Scan scan(ObjectId head) throws InterruptedException {
        return scan(head, null, null);
    }

    private Scan scan(ObjectId head, List<String> range, PriorScan prior) throws InterruptedException {
        return new SecretScanner(git.repository, RULES, List.of()).scan(git.request(head, range, prior), Progress.NONE);
    }

    private static Finding only(Scan scan) {
        assertEquals(1, scan.findings().size(), () -> scan.reason() + " " + scan.findings());
        return scan.findings().get(0);
    }

    @Test
    void aCleanHistoryPasses() throws Exception {
        ObjectId head = git.commit("begin", "ann", CLEAN);
        git.branch("main", head);
        Scan scan = scan(head);
        assertEquals(Outcome.PASSED, scan.outcome(), scan.reason());
        assertEquals(Scan.HistoryCoverage.ALL, scan.history());
        assertEquals(List.of(head.name()), scan.scannedTips());
        assertEquals(RULES.digest(), scan.tool().rulesDigest());
    }

    @Test
    void whatWasDeletedIsFoundWithWhoBroughtItIn() throws Exception {
        ObjectId begin = git.commit("begin", "ann", CLEAN);
        ObjectId leak = git.commit(
                "leak",
                "bob",
                Map.of("conf/app.env", bytes("\n\n" + plant("github-pat").text())),
                begin);
        ObjectId head = git.commit("clean", "ann", CLEAN, leak);
        git.branch("main", head);
        Finding finding = only(scan(head));
        assertEquals("github-pat", finding.rule());
        assertEquals(new Location("conf/app.env", 3), finding.locations().get(0));
        assertEquals(leak.name(), finding.introduced().commit());
        assertEquals("bob", finding.introduced().author().name());
        assertEquals(false, finding.atHead());
        assertEquals("ghp_…(40)", finding.mask());
    }

    @Test
    void whatAMergeAloneBroughtIsFound() throws Exception {
        ObjectId begin = git.commit("begin", "ann", CLEAN);
        ObjectId left = git.commit("left", "ann", Map.of("a", bytes("left\n")), begin);
        ObjectId right = git.commit("right", "ann", Map.of("a", bytes("right\n")), begin);
        ObjectId merge =
                git.commit("merge", "eve", Map.of("a", bytes(plant("npm-token").text())), left, right);
        git.branch("main", merge);
        Finding finding = only(scan(merge));
        assertEquals(merge.name(), finding.introduced().commit());
        assertEquals(true, finding.atHead());
    }

    @Test
    void aMergeThatOnlyTakesOverASecretDidNotBringItIn() throws Exception {
        ObjectId begin = git.commit("begin", "ann", CLEAN);
        ObjectId left = git.commit("left", "ann", Map.of("b", bytes("left\n")), begin);
        byte[] leaked = bytes(plant("gitlab-pat").text());
        ObjectId right = git.commit("right", "bob", Map.of("a", leaked), begin);
        ObjectId merge = git.commit("merge", "eve", Map.of("a", leaked, "b", bytes("left\n")), left, right);
        git.branch("main", merge);
        Finding finding = only(scan(merge));
        assertEquals(right.name(), finding.introduced().commit());
        assertEquals(1, finding.occurrences());
    }

    @Test
    void aRenamedFileStillLeadsToTheFirstCommit() throws Exception {
        byte[] leaked = bytes(plant("stripe-secret-key").text());
        ObjectId first = git.commit("leak", "bob", Map.of("old.env", leaked));
        ObjectId head = git.commit("rename", "ann", Map.of("new.env", leaked), first);
        git.branch("main", head);
        Finding finding = only(scan(head));
        assertEquals(first.name(), finding.introduced().commit());
        assertEquals(List.of(new Location("new.env", 1), new Location("old.env", 1)), finding.locations());
        assertEquals(2, finding.occurrences());
    }

    @Test
    void messagesOfCommitsAndTagsAreRead() throws Exception {
        ObjectId head = git.commit("use " + plant("slack-bot-token").text(), "bob", CLEAN);
        git.branch("main", head);
        git.tag("v1", "release with " + plant("pypi-token").text(), head);
        Scan scan = scan(head);
        assertEquals(2, scan.findings().size(), scan.findings().toString());
        assertEquals(
                "<commit message>", scan.findings().get(0).locations().get(0).path());
        assertEquals("<tag message>", scan.findings().get(1).locations().get(0).path());
        assertEquals("Tag Ger", scan.findings().get(1).introduced().author().name());
    }

    @Test
    void utf16IsRead() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        files.put("le.txt", ("a\n" + plant("github-pat").text()).getBytes(StandardCharsets.UTF_16LE));
        files.put("be.txt", ("a\n" + plant("npm-token").text()).getBytes(StandardCharsets.UTF_16BE));
        files.put("bom.txt", ("a\n" + plant("gitlab-pat").text()).getBytes(StandardCharsets.UTF_16));
        ObjectId head = git.commit("leak", "bob", files);
        git.branch("main", head);
        Scan scan = scan(head);
        assertEquals(3, scan.findings().size(), scan.findings().toString());
        scan.findings()
                .forEach(finding -> assertEquals(2, finding.locations().get(0).line()));
    }

    @Test
    void aLineOfFiftyMegabytesIsRead() throws Exception {
        byte[] line = new byte[50 << 20];
        java.util.Arrays.fill(line, (byte) 'a');
        byte[] secret = bytes(" " + plant("github-pat").text().trim() + " ");
        System.arraycopy(secret, 0, line, (4 << 20) - 1024 - 20, secret.length); // across the edge of a window
        ObjectId head = git.commit("leak", "bob", Map.of("min.js", line));
        git.branch("main", head);
        assertEquals(new Location("min.js", 1), only(scan(head)).locations().get(0));
    }

    @Test
    void theSameSecretInManyPlacesIsOneFinding() throws Exception {
        String secret = plant("github-pat").text();
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            files.put("f" + i, bytes("\n".repeat(i) + secret));
        }
        ObjectId head = git.commit("leak", "bob", files);
        git.branch("main", head);
        Finding finding = only(scan(head));
        assertEquals(Finding.MAX_LOCATIONS, finding.locations().size());
        assertEquals(30, finding.occurrences());
    }

    @Test
    void ofAKnownHistoryOnlyTheNewIsReadAndTheOldIsCarriedOver() throws Exception {
        byte[] leaked = bytes(plant("github-pat").text());
        ObjectId first = git.commit("leak", "bob", Map.of("a", leaked));
        git.branch("main", first);
        Scan before = scan(first);
        ObjectId second = git.commit(
                "more", "ann", Map.of("b", leaked, "c", bytes(plant("npm-token").text())), first);
        git.branch("main", second);
        PriorScan prior = new PriorScan(first.name(), RULES.digest(), before.scannedTips(), before.findings());
        Scan after = scan(second, null, prior);
        assertEquals(2, after.findings().size(), after.findings().toString());
        Finding carried = after.findings().get(0);
        assertEquals(first.name(), carried.introduced().commit());
        assertEquals(true, carried.atHead());
        assertEquals(only(before).fingerprint(), carried.fingerprint());

        ObjectId third = git.commit("clean", "ann", CLEAN, second);
        git.branch("main", third);
        Scan last =
                scan(third, null, new PriorScan(second.name(), RULES.digest(), after.scannedTips(), after.findings()));
        assertEquals(2, last.findings().size());
        last.findings().forEach(finding -> assertEquals(false, finding.atHead()));
    }

    @Test
    void aCarriedFindingIsFollowedWhereverItsFileGoes() throws Exception {
        byte[] leaked = bytes(plant("github-pat").text());
        ObjectId first = git.commit("leak", "bob", Map.of("a", leaked, "b", bytes("b\n")));
        git.branch("main", first);
        Scan scan = scan(first);
        ObjectId last = first;
        List<Map<String, byte[]>> states =
                List.of(Map.of("c/d", leaked, "b", bytes("b\n")), Map.of("c/d", bytes("d\n")), Map.of("e", leaked));
        boolean[] present = {true, false, true};
        for (int i = 0; i < states.size(); i++) {
            ObjectId next = git.commit("move " + i, "ann", states.get(i), last);
            git.branch("main", next);
            scan = scan(next, null, new PriorScan(last.name(), RULES.digest(), List.of(last.name()), scan.findings()));
            assertEquals(present[i], only(scan).atHead(), "move " + i);
            assertEquals(first.name(), only(scan).introduced().commit());
            last = next;
        }
    }

    @Test
    void withOtherIgnoredPathsAllIsReadAgain() throws Exception {
        ObjectId first =
                git.commit("leak", "bob", Map.of("a", bytes(plant("github-pat").text())));
        git.branch("main", first);
        SecretScanner ignoring =
                new SecretScanner(git.repository, RULES, List.of(new IgnoredPath("a", null, "made for tests")));
        Scan clean = ignoring.scan(git.request(first, null, null), Progress.NONE);
        assertEquals(Outcome.PASSED, clean.outcome());
        PriorScan prior =
                new PriorScan(first.name(), clean.tool().rulesDigest(), clean.scannedTips(), clean.findings());
        assertEquals(Outcome.FAILED, scan(first, null, prior).outcome());
    }

    @Test
    void withOtherRulesAllIsReadAgain() throws Exception {
        ObjectId first =
                git.commit("leak", "bob", Map.of("a", bytes(plant("github-pat").text())));
        git.branch("main", first);
        Scan scan = scan(first, null, new PriorScan(first.name(), "0".repeat(64), List.of(first.name()), List.of()));
        assertEquals(Outcome.FAILED, scan.outcome());
    }

    @Test
    void aRangeIsJustThoseCommits() throws Exception {
        byte[] old = bytes(plant("github-pat").text());
        ObjectId first = git.commit("leak", "bob", Map.of("a", old));
        byte[] more = bytes(
                new String(old, StandardCharsets.UTF_8) + plant("npm-token").text());
        ObjectId second = git.commit("more", "ann", Map.of("a", more), first);
        git.branch("main", second);
        Scan scan = scan(second, List.of(second.name()), null);
        assertEquals("npm-token", only(scan).rule());
        assertEquals(Scan.HistoryCoverage.RANGE, scan.history());
    }

    @Test
    void ignoredPathsAreCountedByReason() throws Exception {
        ObjectId head = git.commit(
                "leak",
                "bob",
                Map.of("src/test/a.env", bytes(plant("github-pat").text())));
        git.branch("main", head);
        Scan scan = new SecretScanner(
                        git.repository, RULES, List.of(new IgnoredPath("src/test/**", null, "made for tests")))
                .scan(git.request(head, null, null), Progress.NONE);
        assertEquals(Outcome.PASSED, scan.outcome());
        assertEquals(Map.of("src/test/**: made for tests", 1), scan.suppressed());
    }

    @Test
    void aShallowHistoryIsNoProof() throws Exception {
        ObjectId first = git.commit("begin", "ann", CLEAN);
        ObjectId head = git.commit("more", "ann", Map.of("b", bytes("b")), first);
        git.branch("main", head);
        Files.writeString(git.repository.getDirectory().toPath().resolve("shallow"), head.name() + "\n");
        Scan scan = scan(head);
        assertEquals(Outcome.NOT_PROVEN, scan.outcome());
        assertEquals(Scan.HistoryCoverage.SHALLOW, scan.history());
        assertTrue(scan.reason().contains("git fetch --unshallow"), scan.reason());
        assertEquals(List.of(), scan.scannedTips());
    }

    @Test
    void aMissingObjectIsAnErrorNeverAPass() throws Exception {
        ObjectId head = git.commit("begin", "ann", Map.of("a", bytes("one\n"), "b", bytes("two\n")));
        git.branch("main", head);
        Path blob = loose("two\n");
        Files.delete(blob);
        Scan scan = scan(head);
        assertEquals(Outcome.ERROR, scan.outcome());
        assertTrue(scan.reason().contains("fetch"), scan.reason());
    }

    @Test
    void aBrokenObjectIsAnErrorNeverAPass() throws Exception {
        ObjectId head = git.commit("begin", "ann", Map.of("a", bytes("one\n"), "b", bytes("two\n")));
        git.branch("main", head);
        Path blob = loose("two\n");
        blob.toFile().setWritable(true);
        Files.write(blob, new byte[] {1, 2, 3});
        Scan scan = scan(head);
        assertEquals(Outcome.ERROR, scan.outcome());
        assertNotNull(scan.reason());
    }

    private Path loose(String content) {
        String id = new ObjectInserter.Formatter()
                .idFor(Constants.OBJ_BLOB, bytes(content))
                .name();
        return git.repository
                .getObjectsDirectory()
                .toPath()
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2));
    }

    /** One of each kind, spread over the places where secrets hide; then nothing of them may be in what leaves the scanner. */
    @Test
    void everyKindIsFoundAndNothingOfItLeavesTheScanner() throws Exception {
        List<PatternSample.Sample> planted = new ArrayList<>();
        ObjectId commit = git.commit("begin", "ann", CLEAN);
        Map<String, byte[]> files = new HashMap<>();
        for (SecretRule rule : RULES.rules()) {
            PatternSample.Sample sample = Planted.sample(rule, random);
            planted.add(sample);
            files.put("f/" + rule.id(), bytes(sample.text()));
        }
        commit = git.commit("leaks", "bob", files, commit);
        commit = git.commit("clean", "ann", CLEAN, commit);
        git.branch("main", commit);
        Scan scan = scan(commit);
        List<String> places = scan.findings().stream()
                .flatMap(finding -> finding.locations().stream())
                .map(Location::path)
                .toList();
        for (SecretRule rule : RULES.rules()) {
            assertTrue(places.contains("f/" + rule.id()), "missed " + rule.id() + ", seed " + seed);
        }
        String json = JsonMapper.builder()
                .build()
                .writeValueAsString(
                        scan.findings().stream().map(Finding::toString).toList());
        String out = scan.findings() + json;
        for (PatternSample.Sample sample : planted) {
            if (sample.secret().length() < 6) {
                continue; // a password of three letters can stand in any text
            }
            String base64 = java.util.Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(sample.secret().getBytes(StandardCharsets.ISO_8859_1));
            assertFalse(out.contains(sample.secret()), "seed " + seed);
            assertFalse(out.contains(base64.substring(0, base64.length() - 1)), "seed " + seed);
        }
    }
}
