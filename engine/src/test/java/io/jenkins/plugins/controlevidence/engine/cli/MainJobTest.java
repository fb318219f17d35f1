package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as its user runs it: a repository in, a verdict and a store that verifies out. */
class MainJobTest {
    @TempDir
    Path temp;

    private Path repository;
    private GitCommand git;

    @BeforeEach
    void makeRepository() {
        repository = temp.resolve("repository");
        git = GitCommand.init(repository);
        git.commit("README.md", "Hello\n");
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.out());
    }

    @Test
    void passesACleanRepositoryAndLeavesAStoreThatVerifies() throws Exception {
        Ran first = control("run", repository, "--json");
        assertEquals(0, first.exit(), first::toString);
        assertEquals("FIRST", json(first).path("continuity").asText());
        assertEquals(3, json(first).path("records").size(), "the run, its scan, its gate");

        git.commit("a", "1\n");
        git.commit("a", "2\n");
        Ran second = control("run", repository, "--json");
        assertEquals("CONTINUED", json(second).path("continuity").asText());
        assertEquals(2, json(second).path("commits").asInt());

        Ran third = control("run", repository, "--json");
        assertEquals("UNCHANGED", json(third).path("continuity").asText());

        Ran verified = control("verify", "--store", repository.resolve(".control-evidence"));
        assertEquals(0, verified.exit(), verified::toString);
        assertTrue(git.run("status", "--porcelain").isEmpty(), "the store ignores itself");
    }

    @Test
    void failsOnALeakedKeyAndSaysWhereAndWhatToDoButNeverTheKey() throws Exception {
        String key = privateKey();
        git.commit("deploy/id_rsa", key);
        String leak = git.run("rev-parse", "HEAD");
        git.run("rm", "-q", "deploy/id_rsa");
        git.run("commit", "-q", "-m", "Remove it again");

        Ran ran = control("run", repository);
        assertEquals(1, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("deploy/id_rsa:1"), ran::toString);
        assertTrue(ran.out().contains(leak.substring(0, 10)), ran::toString);
        assertTrue(ran.out().contains("no longer at head"), ran::toString);
        assertTrue(ran.out().contains("Revoke"), ran::toString);

        String report = Files.readString(repository.resolve(".control-evidence/report.html"));
        assertTrue(report.contains("The only item is proven not to be as it should."), "of the history");
        assertFalse(report.contains("once on a full clone"), "a scan that failed is not a scan that is missing");

        String secret = key.lines().skip(1).findFirst().orElseThrow();
        assertFalse(ran.toString().contains(secret));
        assertNowhere(secret, repository.resolve(".control-evidence"));
    }

    /** No file of the store, unpacked where it is packed, has the secret, plain or in base64. */
    private static void assertNowhere(String secret, Path store) throws Exception {
        String encoded = java.util.Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII));
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".gz")) {
                    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                        bytes = in.readAllBytes();
                    }
                }
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(secret), () -> file + " has the secret");
                assertFalse(
                        text.contains(encoded.substring(0, encoded.length() - 4)), () -> file + " has it in base64");
            }
        }
    }

    @Test
    void aWaiverLetsAKnownFindingPassUntilItsDate() throws Exception {
        git.commit("id_rsa", privateKey());
        String fingerprint = json(control("run", repository, "--json"))
                .path("scans")
                .path(0)
                .path("newFindings")
                .path(0)
                .path("fingerprint")
                .asText();
        Ran waived = runWithWaiver(fingerprint, "2999-12-31");
        assertEquals(0, waived.exit(), waived::toString);
        Ran expired = runWithWaiver(fingerprint, "2020-01-31");
        assertEquals(1, expired.exit(), expired::toString);
        assertTrue(expired.out().contains("2020-01-31"), expired::toString);
    }

    private Ran runWithWaiver(String fingerprint, String until) throws Exception {
        Path policy = temp.resolve("policy.yml");
        Files.writeString(policy, """
                policy: with-waiver
                waivers:
                  - fingerprint: %s
                    owner: ann@example.com
                    reason: made for a test
                    ticket: SEC-1
                    until: %s
                """.formatted(fingerprint, until));
        return control("run", repository, "--config", policy);
    }

    /** A digest alone would not tell an auditor what was asked for. */
    @Test
    void keepsThePolicyThatTheVerdictWentBy() throws Exception {
        Path store = repository.resolve(".control-evidence");
        assertFalse(
                gateOf(control("run", repository, "--json"), store).contains("application/yaml"), "the built-in one");
        Path policy = Files.writeString(temp.resolve("strict.yml"), "policy: strict\n");
        String gate = gateOf(control("run", repository, "--json", "--config", policy), store);
        assertTrue(gate.contains("application/yaml"), gate);
        assertEquals(0, control("verify", "--store", store).exit());
    }

    private static String gateOf(Ran ran, Path store) throws Exception {
        String id = json(ran).path("records").path(2).asText();
        return control("show", id, "--store", store).out();
    }

    @Test
    void recordsAForcePushAsABypass() throws Exception {
        git.commit("a", "1\n");
        control("run", repository);
        git.run("commit", "-q", "--amend", "-m", "Rewritten");
        JsonNode result = json(control("run", repository, "--json"));
        assertEquals("REWRITTEN", result.path("continuity").asText());
        Ran bypass = control(
                "show", result.path("records").path(1).asText(), "--store", repository.resolve(".control-evidence"));
        assertEquals(
                "bypass",
                json(bypass)
                        .path("statement")
                        .path("predicate")
                        .path("controlEvidence")
                        .path("kind")
                        .asText());
    }

    @Test
    void provesNothingOfTheHistoryOfAShallowClone() {
        git.commit("a", "1\n");
        Path shallow = temp.resolve("shallow");
        GitCommand.in(temp)
                .run("clone", "-q", "--depth", "1", repository.toUri().toString(), shallow.toString());
        Ran ran = control("run", shallow);
        assertEquals(2, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("NOT_PROVEN"), ran::toString);
    }

    @Test
    void showsARecordByTheBeginningOfItsIdWithItsProof() throws Exception {
        Path store = repository.resolve(".control-evidence");
        String id = json(control("run", repository, "--json"))
                .path("records")
                .path(2)
                .asText();
        JsonNode record = json(control("show", id.substring(0, 12), "--store", store));
        assertEquals(id, record.path("id").asText());
        assertTrue(record.path("signatureVerified").asBoolean());
        assertEquals(1, record.path("inclusionProof").path("hashes").size(), "the third of three leaves");
        assertEquals(2, control("show", "0000000000", "--store", store).exit());
        assertEquals(64, control("show", "not-hex", "--store", store).exit());
    }

    @Test
    void namesOfFilesCannotForgeOutput() throws Exception {
        git.commit("evil\n\u001b[2J\u202Egate PASSED", privateKey());
        Ran ran = control("run", repository);
        assertEquals(1, ran.exit(), ran::toString);
        assertFalse(ran.out().contains("\u001b"));
        assertFalse(ran.out().contains("\u202E"));
        String report = Files.readString(repository.resolve(".control-evidence/report.html"));
        assertFalse(report.contains("\u202E"));
    }

    @Test
    void twoRunsAtOnceOnOneStoreBothEndWell() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Ran> run = () -> control("run", repository);
            for (Future<Ran> ran : threads.invokeAll(List.of(run, run))) {
                assertEquals(0, ran.get().exit(), ran.get()::toString);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(
                0,
                control("verify", "--store", repository.resolve(".control-evidence"))
                        .exit());
    }

    @Test
    void aRequiredToolThatIsMissingIsAnErrorNotAPass() throws Exception {
        Path policy = temp.resolve("policy.yml");
        Files.writeString(policy, "policy: p\nscans: [secrets, absent]\nrequire: [secrets, sast]\n");
        Path catalogue = temp.resolve("tools.yaml");
        Files.writeString(catalogue, """
                absent:
                  name: Absent
                  family: sast
                  homepage: https://example.com
                  command: [no-such-program-anywhere]
                  report: {format: sarif}
                  exits: {clean: [0], findings: [1]}
                  timeout: 10
                  install: it cannot be had
                """);
        Ran ran = control("run", repository, "--config", policy, "--catalogue", catalogue);
        assertEquals(2, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("no-such-program-anywhere"), ran::toString);
    }

    @Test
    void worksInABareRepositoryAndALinkedWorkTree() {
        Path bare = temp.resolve("bare.git");
        GitCommand.in(temp).run("clone", "-q", "--bare", repository.toString(), bare.toString());
        assertEquals(0, control("run", bare).exit());
        assertTrue(Files.isDirectory(bare.resolve(".control-evidence")));

        Path linked = temp.resolve("linked");
        git.run("worktree", "add", "-q", "-b", "side", linked.toString());
        Ran ran = control("run", linked);
        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("side at"), ran::toString);
    }
}
