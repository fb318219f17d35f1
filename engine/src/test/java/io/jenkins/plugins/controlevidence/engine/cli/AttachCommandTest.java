package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attach}: a file becomes evidence, unless it holds a credential. */
class AttachCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void attachedFileIsKeptBesideTheLedger() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        Path file = Files.writeString(temp.resolve("minutes.txt"), "All keys were there.\n");

        Ran ran = control(
                "attach",
                file,
                "--about",
                "key-management",
                "--title",
                "Minutes",
                "--statement",
                "I was there",
                "--by",
                BEN,
                "--store",
                sample.store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = sample.predicate(ran);
        assertEquals("minutes.txt", predicate.at("/file/name").asText());
        assertEquals("text/plain", predicate.at("/file/mediaType").asText());
        assertEquals(21, predicate.at("/file/size").asInt());
        assertEquals(
                predicate.at("/file/sha256").asText(),
                predicate.at("/controlEvidence/artefacts/0/sha256").asText());
        assertEquals(0, control("verify", "--store", sample.store).exit());
    }

    @Test
    void fileWithACredentialIsRefused() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        String secret = privateKey();
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            Path file = Files.writeString(temp.resolve("dump.txt"), "a\nb\n" + secret, charset);

            Ran ran = control(
                    "attach",
                    file,
                    "--about",
                    "other",
                    "--title",
                    "Dump",
                    "--statement",
                    "x",
                    "--by",
                    BEN,
                    "--store",
                    sample.store);

            assertExplained(2, "credential in line 3", ran);
            assertFalse(ran.toString().contains(secret.lines().toList().get(2)), ran::toString);
        }
    }
}
