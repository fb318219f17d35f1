package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code review}: what somebody looked at, and what came of it. */
class ReviewCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void reviewNamesWhatWasLookedAt() throws Exception {
        Ran approved = control("approve", "--dir", sample.repository, "--by", BEN);
        Path report = Files.writeString(temp.resolve("report.html"), "abc");

        Ran ran = control(
                "review",
                SampleRepository.record(approved).substring(0, 12),
                "--requirement",
                "CC7.2-triage",
                "--report",
                report,
                "--conclusion",
                "action-taken",
                "--action",
                "asked",
                "--ticket",
                "SEC-1",
                "--by",
                BEN,
                "--store",
                sample.store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = sample.predicate(ran);
        assertEquals(
                SampleRepository.record(approved), predicate.at("/of/records/0").asText());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                predicate.at("/of/report").asText());
        assertEquals("SEC-1", predicate.at("/actions/0/ticket").asText());
    }

    @Test
    void reviewOfNothingIsAUsageErrorAndOneWithoutItsActionAFault() {
        control("approve", "--dir", sample.repository, "--by", BEN);

        assertExplained(
                64,
                "Say what was looked at",
                control("review", "--conclusion", "nothing-to-do", "--by", BEN, "--store", sample.store));
        assertEquals(
                1,
                control(
                                "review",
                                "--requirement",
                                "CC7.2-triage",
                                "--conclusion",
                                "action-needed",
                                "--by",
                                BEN,
                                "--store",
                                sample.store)
                        .exit());
        assertExplained(
                2,
                "ffff",
                control("review", "ffff", "--conclusion", "nothing-to-do", "--by", BEN, "--store", sample.store));
    }
}
