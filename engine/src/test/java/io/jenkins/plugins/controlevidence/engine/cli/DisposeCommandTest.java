package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dispose}: who may decide on a finding, and what the next gate makes of it. */
class DisposeCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void findingIsDisposedOfByTheBeginningOfItsFingerprint() throws Exception {
        sample.git.commit("key.pem", privateKey());
        Ran run = control("run", sample.repository, "--json");
        String fingerprint =
                new ObjectMapper().readTree(run.out()).findValue("fingerprint").asText();

        Ran ran = control(
                "dispose",
                fingerprint.substring(0, 8),
                "--decision",
                "accepted",
                "--until",
                "2099-06-30",
                "--why",
                "a key for tests",
                "--requested-by",
                "Ann <ann@example.org>",
                "--by",
                BEN,
                "--store",
                sample.store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = sample.predicate(ran);
        assertEquals(fingerprint, predicate.at("/finding").asText());
        assertEquals("2099-06-30", predicate.at("/until").asText());
        assertEquals("secrets", predicate.at("/tool").asText());
        assertTrue(predicate.at("/repository").asText().startsWith("urn:git:root:"));

        Ran own = control(
                "dispose",
                fingerprint,
                "--decision",
                "accepted",
                "--until",
                "2099-06-30",
                "--why",
                "because",
                "--requested-by",
                BEN,
                "--by",
                BEN,
                "--store",
                sample.store);
        assertEquals(1, own.exit(), own::toString);
        assertTrue(own.out().contains("Accepted by who asked for it"), own::toString);
        assertTrue(own.out().contains("Gate     lets nothing pass: the decision does not hold"), own::toString);
    }

    @Test
    void whatSomebodyElseDecidedLetsTheNextRunPassAndItSaysSo() throws Exception {
        sample.git.commit("key.pem", privateKey());
        Ran first = control("run", sample.repository, "--json");
        assertEquals(1, first.exit(), first::toString);
        String fingerprint = new ObjectMapper()
                .readTree(first.out())
                .findValue("fingerprint")
                .asText();

        Ran own = dispose(fingerprint, "false-positive", "Somebody <" + sample.author() + ">");
        assertEquals(0, own.exit(), own::toString);
        Ran denied = control("run", sample.repository);
        assertEquals(1, denied.exit(), denied::toString);
        assertTrue(denied.out().contains("Someone else must decide."), denied::toString);

        Ran other = dispose(fingerprint, "mitigated", BEN);
        assertTrue(other.out().contains("Gate     the next gate lets the finding pass, unless"), other::toString);
        Ran passed = control("run", sample.repository);
        assertEquals(0, passed.exit(), passed::toString);
        assertTrue(passed.out().contains("1 finding let pass by disposition"), passed::toString);
        String record = SampleRepository.record(other);
        assertTrue(
                passed.out()
                        .contains(fingerprint + " mitigated by Ben Reviewer (ben@example.org), record "
                                + record.substring(0, 10)),
                passed::toString);
        JsonNode json = new ObjectMapper()
                .readTree(control("run", sample.repository, "--json").out());
        assertEquals(record, json.at("/gate/dispositions/0/record").asText());

        sample.git.commit(".control-evidence.yml", "policy: strict\ndispositions: [false-positive]\n");
        Ran strict = control("run", sample.repository);
        assertEquals(1, strict.exit(), strict::toString);
        assertTrue(strict.out().contains("of decisions the policy honours only false-positive"), strict::toString);

        Ran fixed = dispose(fingerprint, "fixed", BEN);
        assertTrue(fixed.out().contains("that it is fixed the next scan has to show"), fixed::toString);
    }

    private Ran dispose(String fingerprint, String decision, String by) {
        return control(
                "dispose",
                fingerprint,
                "--decision",
                decision,
                "--why",
                "because",
                "--by",
                by,
                "--store",
                sample.store);
    }

    @Test
    void unknownFindingSaysWhereFindingsStand() {
        control("run", sample.repository);

        assertExplained(
                2,
                "run --json",
                control(
                        "dispose",
                        "abcdef012345",
                        "--decision",
                        "fixed",
                        "--why",
                        "gone",
                        "--by",
                        BEN,
                        "--store",
                        sample.store));
        assertExplained(
                64,
                "--until",
                control(
                        "dispose",
                        "abcdef012345",
                        "--decision",
                        "accepted",
                        "--why",
                        "x",
                        "--by",
                        BEN,
                        "--store",
                        sample.store));
        assertExplained(
                64, "xyz", control("dispose", "xyz", "--decision", "fixed", "--why", "gone", "--store", sample.store));
    }
}
