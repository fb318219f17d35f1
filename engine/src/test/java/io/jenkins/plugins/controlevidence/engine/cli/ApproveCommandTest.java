package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code approve}: whose consent counts, and for whose work. */
class ApproveCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void approvalNamesWhoWroteTheChangeFromGit() throws Exception {
        Ran ran = control("approve", "--dir", sample.repository, "--by", BEN, "--request", "412");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("CC8.1-approval"), ran::toString);
        JsonNode predicate = sample.predicate(ran);
        assertEquals(sample.head(), predicate.at("/commit").asText());
        assertEquals("412", predicate.at("/request/id").asText());
        assertEquals("Ben Reviewer", predicate.at("/approver/name").asText());
        assertEquals("ben@example.org", predicate.at("/approver/email").asText());
        assertEquals(sample.author(), predicate.at("/authors/0/email").asText());
        assertEquals("PASSED", predicate.at("/controlEvidence/outcome").asText());
    }

    @Test
    void whoWroteItCannotApproveIt() {
        Ran byName = control("approve", "--dir", sample.repository, "--by", "Somebody <" + sample.author() + ">");
        assertEquals(1, byName.exit(), byName::toString);
        assertTrue(byName.out().contains("Approved by its own author"), byName::toString);

        sample.git.run("config", "user.name", "Anybody");
        sample.git.run("config", "user.email", sample.author());
        assertEquals(1, control("approve", "--dir", sample.repository).exit());
    }

    @Test
    void botAndRejectionDoNotCount() {
        assertEquals(
                1,
                control("approve", "--dir", sample.repository, "--by", BEN, "--bot")
                        .exit());
        assertEquals(
                1,
                control("approve", "--dir", sample.repository, "--by", BEN, "--decision", "rejected")
                        .exit());
        Ran odd = control("approve", "--dir", sample.repository, "--by", BEN, "--decision", "maybe");
        assertExplained(64, "approved, rejected, revoked", odd);
    }

    @Test
    void mergeStandsForWhatItBroughtAndWhoMergedMayHaveApproved() throws Exception {
        sample.git.run("checkout", "-q", "-b", "feature");
        sample.git.as("Cleo", "cleo@example.org").run("commit", "-q", "--allow-empty", "-m", "c");
        sample.git.run("checkout", "-q", "main");
        sample.git.as("Ben Reviewer", "ben@example.org").run("merge", "-q", "--no-ff", "-m", "Merge", "feature");

        Ran ran = control("approve", "--dir", sample.repository, "--by", BEN);

        assertEquals(0, ran.exit(), ran::toString);
        assertEquals(1, sample.predicate(ran).at("/authors").size());
        assertEquals("Cleo", sample.predicate(ran).at("/authors/0/name").asText());
        assertEquals(
                1,
                control("approve", "--dir", sample.repository, "--by", "Cleo <cleo@example.org>")
                        .exit());
    }

    @Test
    void rangeNamesEveryoneWhoTookPart() throws Exception {
        sample.git.run("checkout", "-q", "-b", "feature");
        for (String name : List.of("Cleo", "Dan", "Cleo")) {
            sample.git.as(name, name + "@example.org").run("commit", "-q", "--allow-empty", "-m", "c");
        }

        Ran ran = control("approve", "feature", "--base", "main", "--dir", sample.repository, "--by", BEN);

        assertEquals(2, sample.predicate(ran).at("/authors").size(), ran::toString);
        assertExplained(
                2,
                "no commit",
                control("approve", "main", "--base", "feature", "--dir", sample.repository, "--by", BEN));
        assertExplained(2, "nowhere", control("approve", "nowhere", "--dir", sample.repository, "--by", BEN));
    }

    @Test
    void documentThatHoldsACredentialIsRecordedWithoutIt() throws Exception {
        String secret = privateKey();
        Ran ran = control("approve", "--dir", sample.repository, "--by", BEN, "--comment", "key for later: " + secret);

        assertEquals(0, ran.exit(), ran::toString);
        String shown = control("show", SampleRepository.record(ran), "--store", sample.store)
                .out();
        assertTrue(shown.contains("[redacted]"), shown);
        assertFalse(shown.contains(secret.lines().toList().get(1)), shown);
    }
}
