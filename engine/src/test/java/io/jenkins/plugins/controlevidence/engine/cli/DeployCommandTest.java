package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy}: what no gate has passed is not deployed, or it shows. */
class DeployCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void deploymentIsRefusedUntilAGatePassedTheCommit() throws Exception {
        Files.createDirectories(sample.repository.resolve("target/inner"));
        Files.writeString(sample.repository.resolve("target/product.jar"), "abc");
        Files.writeString(sample.repository.resolve("target/inner/other.jar"), "");
        Files.writeString(sample.repository.resolve(".gitignore"), "target/\n");

        Ran refused = control("deploy", "production", "--dir", sample.repository, "--by", BEN);
        assertExplained(1, "must not be deployed to production. No gate has judged this commit.", refused);
        assertTrue(refused.err().contains("--without-gate"), refused::toString);

        assertEquals(0, control("run", sample.repository).exit());
        Ran ran = control(
                "deploy",
                "production",
                "--dir",
                sample.repository,
                "--artifact",
                "target/*.jar",
                "--by",
                BEN,
                "--ticket",
                "OPS-77");

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = sample.predicate(ran);
        assertEquals(1, predicate.at("/artifacts").size());
        assertEquals("target/product.jar", predicate.at("/artifacts/0/name").asText());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                predicate.at("/artifacts/0/sha256").asText());
        assertEquals("PASSED", predicate.at("/gates/0/outcome").asText());
        assertEquals("OPS-77", predicate.at("/ticket").asText());
        assertEquals(sample.author(), predicate.at("/authors/0/email").asText());

        sample.git.commit("next.txt", "not judged\n");
        assertEquals(
                1,
                control("deploy", "production", "--dir", sample.repository, "--by", BEN)
                        .exit());
    }

    @Test
    void deploymentWithoutAGateIsRecordedAsABypass() throws Exception {
        Ran ran = control(
                "deploy", "production", "--dir", sample.repository, "--by", BEN, "--without-gate", "the shop is down");

        assertEquals(0, ran.exit(), ran::toString);
        assertEquals(List.of("deployment", "bypass"), SampleRepository.recorded(ran));
        assertTrue(ran.out().contains("FAILED: Deployed to production although no gate"), ran::toString);
        assertEquals(
                "the shop is down",
                sample.predicate(ran).at("/exception/reason").asText());
    }

    @Test
    void timerDeploysNobody() throws Exception {
        assertEquals(0, control("run", sample.repository).exit());
        Ran ran = control(
                "deploy", "staging", "--dir", sample.repository, "--trigger", "timer", "--trigger-name", "nightly");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(sample.predicate(ran).at("/deployer").isMissingNode());
        assertEquals("timer", sample.predicate(ran).at("/trigger/kind").asText());
    }

    @Test
    void artifactThatIsNotThereIsAnError() {
        assertExplained(
                2,
                "dist/*",
                control("deploy", "production", "--dir", sample.repository, "--artifact", "dist/*", "--by", BEN));
    }
}
