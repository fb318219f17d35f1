package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.SampleRepository.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKind;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record}: a document of any kind, checked before it is recorded. */
class RecordCommandTest {
    @TempDir
    Path temp;

    private SampleRepository sample;

    @BeforeEach
    void makeRepository() {
        sample = new SampleRepository(temp.resolve("repository"));
    }

    @Test
    void exampleOfEveryKindCanBeRecorded() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        for (ActivityKind kind :
                ActivityKinds.all().stream().filter(each -> !each.computed()).toList()) {
            Ran example = control("record", kind.id(), "--example");
            assertEquals(0, example.exit());
            if (Set.of(Attachment.KIND, Retraction.KIND).contains(kind.id())) {
                continue; // these need more than a document: a file, a record
            }
            Path file = Files.writeString(temp.resolve("document.json"), example.out());

            Ran ran = control("record", kind.id(), "--file", file, "--store", sample.store);

            assertTrue(ran.exit() <= 1, ran::toString);
            assertEquals(kind.id(), SampleRepository.recorded(ran).get(0));
        }
    }

    @Test
    void documentIsReadFromStandardInput() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    ActivityKinds.of("review").orElseThrow().example()));
            assertEquals(
                    0,
                    control("record", "review", "--file", "-", "--store", sample.store)
                            .exit());
            assertExplained(2, "Standard input", control("record", "review", "--file", "-", "--store", sample.store));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void deploymentInADocumentCannotClaimItsGate() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        Path file = temp.resolve("deployment.json");
        Files.write(file, ActivityKinds.of("deployment").orElseThrow().example());

        Ran ran = control("record", "deployment", "--file", file, "--store", sample.store);

        assertEquals(1, ran.exit(), ran::toString);
        assertEquals(List.of("deployment", "bypass"), SampleRepository.recorded(ran));
        assertTrue(ran.out().contains("No gate has judged this commit"), ran::toString);
    }

    @Test
    void onlyARecordThatIsThereIsRetracted() throws Exception {
        Ran approved = control("approve", "--dir", sample.repository, "--by", BEN);
        String example = new String(ActivityKinds.of("retraction").orElseThrow().example(), StandardCharsets.UTF_8);
        Path file = Files.writeString(temp.resolve("retraction.json"), example);
        assertExplained(
                2, "/record: no record", control("record", "retraction", "--file", file, "--store", sample.store));

        Files.writeString(
                file, example.replaceFirst("(\"record\": \")[0-9a-f]+", "$1" + SampleRepository.record(approved)));
        assertEquals(
                0,
                control("record", "retraction", "--file", file, "--store", sample.store)
                        .exit());
    }

    @Test
    void errorsSayWhatToDo() throws Exception {
        control("approve", "--dir", sample.repository, "--by", BEN);
        Path file = Files.writeString(temp.resolve("review.json"), "{\"at\": \"today\"}");

        assertExplained(
                2, "/conclusion is missing", control("record", "review", "--file", file, "--store", sample.store));
        assertExplained(
                2, "missing.json", control("record", "review", "--file", "missing.json", "--store", sample.store));
        assertExplained(64, "approval, deployment", control("record"));
        assertExplained(64, "'reveiw'", control("record", "reveiw", "--file", file));
        assertExplained(64, "--example", control("record", "review"));
        assertExplained(2, "control-evidence attach", recordExample("attachment"));
        Ran list = control("record", "--list");
        ActivityKinds.all().stream()
                .filter(each -> !each.computed())
                .forEach(kind -> assertTrue(list.out().contains(kind.id()), list::toString));
        assertExplained(64, "'census' is no kind of record", recordExample("census"));
    }

    private Ran recordExample(String kind) throws Exception {
        Path file = temp.resolve("example.json");
        Files.write(file, ActivityKinds.of(kind).orElseThrow().example());
        return control("record", kind, "--file", file, "--store", sample.store);
    }
}
