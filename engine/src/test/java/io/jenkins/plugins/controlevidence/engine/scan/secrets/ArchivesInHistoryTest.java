package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static io.jenkins.plugins.controlevidence.engine.scan.secrets.GitFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter {@code archives} of the secrets scanner. That packs and commits give the same is PackedHistoryTest's. */
class ArchivesInHistoryTest {
    private static final SecretRules RULES = SecretRules.load();
    private static final byte[] NOTHING = bytes("nothing\n");

    private final Random random = new Random(5);
    private GitFixture git;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        git = new GitFixture(directory.resolve("repository.git"));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private byte[] plant(String id) {
        SecretRule rule = RULES.rules().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return bytes("\n" + Planted.sample(rule, random).text());
    }

    private ObjectId commit(Map<String, byte[]> files, ObjectId... parents) throws IOException {
        ObjectId commit = git.commit("change", "ann", files, parents);
        git.branch("main", commit);
        return commit;
    }

    private SecretScanner scanner(String archives, IgnoredPath... ignored) {
        return new SecretScanner(git.repository, RULES, List.of(ignored), Map.of("archives", archives));
    }

    private Scan scan(ObjectId head, IgnoredPath... ignored) throws InterruptedException {
        return scanner("true", ignored).scan(git.request(head, null, null), Progress.NONE);
    }

    private static PriorScan prior(Scan scan) {
        return new PriorScan(scan.commit(), scan.tool().rulesDigest(), scan.scannedTips(), scan.findings());
    }

    private static Map<String, Finding> byPath(Scan scan) {
        return scan.findings().stream()
                .collect(Collectors.toMap(finding -> finding.locations().get(0).path(), finding -> finding));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnArchiveEverHeldIsFoundWithTheCommitThatBroughtItIn(boolean packed) throws Exception {
        byte[] token = plant("github-pat");
        ObjectId first = commit(Map.of("lib/app.jar", MadeArchive.zip("conf/x.env", token), "n.ipynb", NOTHING));
        ObjectId second = commit(
                Map.of(
                        "lib/app.jar", MadeArchive.zip(Map.of("conf/x.env", token, "y.env", plant("npm-token"))),
                        "n.ipynb", MadeArchive.notebook(List.of("x = 1", "", new String(plant("gitlab-pat")).trim()))),
                first);
        ObjectId third = commit(
                Map.of(
                        "lib/app.jar", MadeArchive.zip("conf/x.env", NOTHING),
                        "b.tgz", MadeArchive.gzip(MadeArchive.tar("c/d", plant("slack-bot-token")))),
                second);
        if (packed) {
            git.run("repack", "-adfq");
            git.reopen();
        }
        Scan scan = scan(third);
        assertEquals(Outcome.FAILED, scan.outcome(), scan.reason());
        Map<String, Finding> found = byPath(scan);
        assertEquals(4, scan.findings().size(), found.keySet()::toString);
        Finding jar = found.get("lib/app.jar!/conf/x.env");
        assertEquals(List.of(new Location("lib/app.jar!/conf/x.env", 2)), jar.locations());
        assertEquals(first.name(), jar.introduced().commit());
        assertEquals(false, jar.atHead());
        assertEquals(second.name(), found.get("lib/app.jar!/y.env").introduced().commit());
        // once in the notebook's own text, once in the cell
        assertEquals(
                List.of(new Location("n.ipynb", 1), new Location("n.ipynb!/cell 1", 3)),
                found.get("n.ipynb").locations());
        assertEquals(third.name(), found.get("b.tgz!/c/d").introduced().commit());
        assertEquals(true, found.get("b.tgz!/c/d").atHead());
    }

    @Test
    void withoutTheParameterNoArchiveIsOpened() throws Exception {
        ObjectId head = commit(Map.of("app.jar", MadeArchive.zip("conf/x.env", plant("github-pat"))));
        for (SecretScanner scanner : List.of(scanner("false"), new SecretScanner(git.repository, RULES, List.of()))) {
            Scan scan = scanner.scan(git.request(head, null, null), Progress.NONE);
            assertEquals(Outcome.PASSED, scan.outcome(), scan.reason());
            assertEquals(RULES.digest(), scan.tool().rulesDigest());
        }
        Scan wrong = scanner("yes").scan(git.request(head, null, null), Progress.NONE);
        assertEquals(Outcome.ERROR, wrong.outcome());
        assertTrue(wrong.reason().contains("is true or false, not 'yes'"), wrong.reason());
    }

    @Test
    void aPushReadsItsOwnArchivesAndFollowsThoseOfBefore() throws Exception {
        byte[] archive = MadeArchive.zip("conf/x.env", plant("github-pat"));
        ObjectId first = commit(Map.of("app.jar", archive));
        Scan before = scan(first);
        ObjectId second = commit(Map.of("app.jar", archive, "b.gz", MadeArchive.gzip(plant("npm-token"))), first);
        Scan push = scanner("true").scan(git.request(second, null, prior(before)), Progress.NONE);
        assertEquals(2, push.findings().size());
        assertEquals(first.name(), push.findings().get(0).introduced().commit());
        assertEquals(true, push.findings().get(0).atHead());
        assertEquals(second.name(), byPath(push).get("b.gz").introduced().commit());
        ObjectId third = commit(Map.of("app.jar", MadeArchive.zip("conf/x.env", NOTHING)), second);
        Scan last = scanner("true").scan(git.request(third, null, prior(push)), Progress.NONE);
        assertEquals(2, last.findings().size());
        last.findings().forEach(finding -> assertEquals(false, finding.atHead(), finding::toString));
    }

    @Test
    void whatWasInAnArchiveThatCannotBeReadAnyMoreIsNotSaidToBeGone() throws Exception {
        byte[] archive = MadeArchive.zip("conf/x.env", plant("github-pat"));
        ObjectId first = commit(Map.of("app.jar", archive));
        Scan before = scan(first);
        ObjectId second = commit(Map.of("app.jar", Arrays.copyOf(archive, 40)), first);
        Scan push = scanner("true").scan(git.request(second, null, prior(before)), Progress.NONE);
        assertEquals(Outcome.NOT_PROVEN, push.outcome());
        assertEquals(true, push.findings().get(0).atHead());
    }

    @Test
    void neitherKindOfScanBuildsOnTheOther() throws Exception {
        ObjectId head = commit(Map.of("app.jar", MadeArchive.zip("conf/x.env", plant("github-pat"))));
        Scan without = scanner("false").scan(git.request(head, null, null), Progress.NONE);
        Scan with = scanner("true").scan(git.request(head, null, prior(without)), Progress.NONE);
        assertNotEquals(without.tool().rulesDigest(), with.tool().rulesDigest());
        assertEquals(1, with.findings().size());
        assertEquals(
                0,
                scanner("false")
                        .scan(git.request(head, null, prior(with)), Progress.NONE)
                        .findings()
                        .size());
    }

    @Test
    void aRangeIsJustItsOwnArchives() throws Exception {
        ObjectId first = commit(Map.of("app.jar", MadeArchive.zip("conf/x.env", plant("github-pat"))));
        ObjectId second = commit(Map.of("app.jar", MadeArchive.zip("conf/x.env", plant("npm-token"))), first);
        Scan scan = scanner("true").scan(git.request(second, List.of(second.name()), null), Progress.NONE);
        assertEquals(
                List.of("npm-token"),
                scan.findings().stream().map(Finding::rule).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeReadIsNoPassUntilThePolicyLeavesItOut(boolean packed) throws Exception {
        byte[] zip = MadeArchive.zip("a", bytes("a".repeat(5000)));
        ObjectId first = commit(Map.of(
                "bomb.zip", MadeArchive.zip("zeros", new byte[12 << 20]),
                "closed.zip", MadeArchive.encrypted("a", NOTHING),
                "cut.zip", Arrays.copyOf(zip, zip.length / 3)));
        ObjectId head = commit(Map.of("README", NOTHING), first);
        if (packed) {
            git.run("repack", "-adfq");
            git.reopen();
        }
        Scan scan = scan(head);
        assertEquals(Outcome.NOT_PROVEN, scan.outcome());
        assertTrue(scan.reason().startsWith("3 files were not looked into to the end"), scan.reason());
        assertTrue(
                scan.reason().contains("bomb.zip (not read to its end, because it unpacks to more than"),
                scan.reason());
        Scan left = scan(head, new IgnoredPath("*.zip", "archive-not-read", "looked at, SEC-7"));
        assertEquals(Outcome.PASSED, left.outcome(), left.reason());
        assertEquals(Map.of("*.zip (archive-not-read): looked at, SEC-7", 3), left.suppressed());
    }

    /** What a gate lets pass because it is known must not hide what nobody has seen. */
    @Test
    void whatCannotBeReadIsNoPassBesideFindingsEither() throws Exception {
        ObjectId head = commit(Map.of("a.env", plant("github-pat"), "closed.zip", MadeArchive.encrypted("a", NOTHING)));
        Scan scan = scan(head);
        assertEquals(Outcome.NOT_PROVEN, scan.outcome());
        assertEquals(1, scan.findings().size());
    }

    @Test
    void aRangeThatChangesWhatCannotBeReadIsNoPass() throws Exception {
        ObjectId first = commit(Map.of("closed.zip", MadeArchive.encrypted("a", NOTHING)));
        ObjectId second = commit(Map.of("closed.zip", MadeArchive.encrypted("b", NOTHING)), first);
        Scan scan = scanner("true").scan(git.request(second, List.of(second.name()), null), Progress.NONE);
        assertEquals(Outcome.NOT_PROVEN, scan.outcome());
    }

    @Test
    void ignoringAnArchiveIgnoresWhatIsInItAndSoDoesIgnoringThat() throws Exception {
        ObjectId head = commit(Map.of("lib/app.jar", MadeArchive.zip("conf/x.env", plant("github-pat"))));
        for (String glob : List.of("lib/app.jar", "*.jar", "lib/app.jar!/conf/**", "x.env")) {
            Scan scan = scan(head, new IgnoredPath(glob, null, "made for tests"));
            assertEquals(Outcome.PASSED, scan.outcome(), glob);
            assertEquals(Map.of(glob + ": made for tests", 1), scan.suppressed());
        }
    }

    @Test
    void aDirectoryNamedLikeAnArchiveIsNotTakenForTheFileBeforeIt() throws Exception {
        ObjectId head = commit(Map.of("docs!/x.env", plant("github-pat")));
        assertEquals(
                Outcome.FAILED,
                scan(head, new IgnoredPath("docs", null, "made for tests")).outcome());
    }
}
