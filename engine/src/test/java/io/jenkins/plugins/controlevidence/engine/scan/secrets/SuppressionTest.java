package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people suppress is not reported, is counted, and never covers the change that it comes with. */
class SuppressionTest {
    private static final SecretRules RULES = SecretRules.load();

    private static final String TOKEN = Planted.ofEveryKind(new Random(7)).stream()
            .filter(planted -> planted.rule().equals("github-pat"))
            .findFirst()
            .orElseThrow()
            .value();

    private GitFixture git;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        git = new GitFixture(directory.resolve("repository.git"));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private ObjectId commit(Map<String, String> files, ObjectId... parents) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        files.forEach((name, text) -> contents.put(name, GitFixture.bytes(text)));
        ObjectId commit = git.commit("work", "ann", contents, parents);
        git.branch("main", commit);
        return commit;
    }

    private Scan scan(ObjectId head, ObjectId base, PriorScan prior) throws InterruptedException {
        return new SecretScanner(git.repository, RULES, List.of())
                .scan(git.request(head, base, null, prior), Progress.NONE);
    }

    private static void assertSuppressedBy(String prefix, Scan scan) {
        assertEquals(Outcome.PASSED, scan.outcome(), () -> scan.reason() + " " + scan.findings());
        assertEquals(1, scan.suppressed().size(), scan.suppressed()::toString);
        String by = scan.suppressed().keySet().iterator().next();
        assertTrue(by.startsWith(prefix) && by.matches(".* \\[[0-9a-f]{12}]"), by);
    }

    private String line(String comment) {
        return "a = 1\ntoken = \"" + TOKEN + "\"" + comment + "\n";
    }

    @Test
    void aMarkerWithAReasonSuppressesWhatWasThereBefore() throws Exception {
        ObjectId leak = commit(Map.of("a.py", line("")));
        ObjectId marked = commit(Map.of("a.py", line("  # control-evidence:allow revoked in March")), leak);
        assertSuppressedBy("inline: revoked in March", scan(marked, leak, null));
    }

    @Test
    void aMarkerMayStandInTheLineBefore() throws Exception {
        String text = "/* control-evidence:allow test key of the vendor */\ntoken = \"" + TOKEN + "\"\n";
        assertSuppressedBy("inline: test key of the vendor [", scan(commit(Map.of("a.c", text)), null, null));
    }

    @Test
    void aMarkerWithoutAReasonDoesNotCountAndSaysSo() throws Exception {
        Scan scan = scan(commit(Map.of("a.py", line(" # control-evidence:allow"))), null, null);
        assertEquals(1, scan.findings().size());
        assertTrue(scan.findings().get(0).message().contains("has no reason"));
    }

    @Test
    void nobodySilencesTheLeakThatTheyBringIn() throws Exception {
        ObjectId base = commit(Map.of("a.py", "a = 1\n"));
        ObjectId head = commit(Map.of("a.py", line(" # control-evidence:allow trust me")), base);
        Scan scan = scan(head, base, null);
        assertEquals(1, scan.findings().size());
        String message = scan.findings().get(0).message();
        assertTrue(message.contains("(inline: trust me) by the same change"), message);
        ObjectId next = commit(Map.of("a.py", line(" # control-evidence:allow trust me"), "b", "b"), head);
        assertSuppressedBy("inline: trust me", scan(next, head, null));
    }

    @Test
    void whatWasSuppressedBeforeCoversNewLeaks() throws Exception {
        String toml = "[allowlist]\npaths = ['''^fixtures/''']\n";
        ObjectId base = commit(Map.of(".gitleaks.toml", toml));
        ObjectId head = commit(Map.of(".gitleaks.toml", toml, "fixtures/a", line("")), base);
        assertSuppressedBy(".gitleaks.toml", scan(head, base, null));
    }

    @Test
    void gitleaksAllowlistsAreFollowed() throws Exception {
        for (String toml : List.of(
                "[allowlist]\nregexes = ['''^ghp_''']\n",
                "[[allowlists]]\ndescription = \"known\"\nstopwords = [\"" + TOKEN.substring(10, 20) + "\"]\n",
                "[[allowlists]]\ncondition = \"AND\"\npaths = ['''a[.]py''']\nregexes = ['''ghp''']\n")) {
            assertSuppressedBy(
                    ".gitleaks.toml", scan(commit(Map.of("a.py", line(""), ".gitleaks.toml", toml)), null, null));
        }
    }

    @Test
    void whatAnAllowlistDoesNotNameIsReported() throws Exception {
        for (String toml : List.of(
                "[allowlist]\npaths = ['''other''']\n",
                "[allowlist]\nregexTarget = \"line\"\nregexes = ['''token''']\n",
                "[[allowlists]]\ntargetRules = [\"x\"]\nregexes = ['''ghp''']\n",
                "[[allowlists]]\ncondition = \"AND\"\npaths = ['''other''']\nregexes = ['''ghp''']\n")) {
            ObjectId head = commit(Map.of("a.py", line(""), ".gitleaks.toml", toml));
            assertEquals(Outcome.FAILED, scan(head, null, null).outcome(), toml);
        }
    }

    @Test
    void placesOfGitleaksignoreAreFollowed() throws Exception {
        ObjectId leak = commit(Map.of("a.py", line("")));
        String place = "# old\n" + leak.name() + ":a.py:github-pat:2\n";
        ObjectId head = commit(Map.of("a.py", line(""), ".gitleaksignore", place), leak);
        assertSuppressedBy(".gitleaksignore", scan(head, leak, null));
        ObjectId other = commit(Map.of("a.py", line(""), ".gitleaksignore", "a.py:github-pat:3\n"), head);
        assertEquals(Outcome.FAILED, scan(other, leak, null).outcome());
    }

    @Test
    void hashesOfDetectSecretsAreFollowedUnlessTheyAreKnownToBeReal() throws Exception {
        String sha1 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(TOKEN.getBytes(StandardCharsets.US_ASCII)));
        String baseline = "{\"results\":{\"a.py\":[{\"hashed_secret\":\"" + sha1 + "\",\"line_number\":9%s}]}}";
        ObjectId head = commit(Map.of("a.py", line(""), ".secrets.baseline", baseline.formatted("")));
        assertSuppressedBy(".secrets.baseline", scan(head, null, null));
        String audited = baseline.formatted(",\"is_secret\":true");
        ObjectId real = commit(Map.of("a.py", line(""), ".secrets.baseline", audited), head);
        assertEquals(1, scan(real, real, null).findings().size());
    }

    @Test
    void aBaselineOfFingerprintsIsFollowed() throws Exception {
        ObjectId leak = commit(Map.of("a.py", line("")));
        String fingerprint = scan(leak, null, null).findings().get(0).fingerprint();
        String baseline = "# known\n" + fingerprint + " revoked, SEC-1\n";
        ObjectId head = commit(Map.of("a.py", line(""), ".control-evidence-baseline", baseline), leak);
        assertSuppressedBy("baseline: revoked, SEC-1", scan(head, leak, null));
    }

    @Test
    void aBrokenFileIsAnErrorThatNamesIt() throws Exception {
        for (String file : List.of(".gitleaks.toml", ".secrets.baseline", ".control-evidence-baseline")) {
            Scan scan = scan(commit(Map.of(file, "[[[ nothing")), null, null);
            assertEquals(Outcome.ERROR, scan.outcome(), file);
            assertTrue(scan.reason().contains(file), scan.reason());
        }
    }

    @Test
    void whatIsMadeUpIsCountedAndNotReported() throws Exception {
        Scan scan = scan(commit(Map.of("a.py", "key = 'AKIAIOSFODNN7" + "EXAMPLE'\n")), null, null);
        assertEquals(Outcome.PASSED, scan.outcome());
        assertEquals(List.of(1), List.copyOf(scan.suppressed().values()));
    }

    @Test
    void aScanThatSuppressedIsNotCarriedOn() throws Exception {
        ObjectId leak = commit(Map.of("a.py", line(" # control-evidence:allow made for tests")));
        Scan first = scan(leak, null, null);
        assertNotEquals(RULES.digest(), first.tool().rulesDigest());
        ObjectId head = commit(Map.of("a.py", line("")), leak);
        PriorScan prior = new PriorScan(leak.name(), first.tool().rulesDigest(), first.scannedTips(), first.findings());
        assertEquals(1, scan(head, leak, prior).findings().size());
    }

    @Test
    void aMarkerForWhatIsCarriedIsSeen() throws Exception {
        ObjectId leak = commit(Map.of("a.py", line("")));
        Scan first = scan(leak, null, null);
        assertEquals(RULES.digest(), first.tool().rulesDigest());
        assertFalse(first.findings().isEmpty());
        ObjectId head = commit(Map.of("a.py", line(" # control-evidence:allow revoked")), leak);
        PriorScan prior = new PriorScan(leak.name(), first.tool().rulesDigest(), first.scannedTips(), first.findings());
        assertSuppressedBy("inline: revoked", scan(head, leak, prior));
    }
}
