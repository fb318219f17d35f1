package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKind;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityKinds;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Attachment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Retraction;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands by which people say what they did. */
class ActivityCommandsTest {
    private static final String BEN = "Ben Reviewer <ben@example.org>";

    @TempDir
    Path temp;

    private Path repository;
    private Path store;
    private GitCommand git;

    @BeforeEach
    void makeRepository() {
        repository = temp.resolve("repository");
        store = repository.resolve(".control-evidence");
        git = GitCommand.init(repository);
        git.commit("README.md", "Hello\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "approve", "deploy", "attach", "dispose", "review"})
    void everyCommandHelpsWithAnExampleAndItsExitCodes(String command) {
        Ran ran = control(command, "--help");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("Example: control-evidence " + command), ran::toString);
        assertTrue(ran.out().contains("Exit codes: 0 "), ran::toString);
    }

    // -------------------------------------------------------------------------------------------------- approve

    @Test
    void approvalNamesWhoWroteTheChangeFromGit() throws Exception {
        Ran ran = control("approve", "--dir", repository, "--by", BEN, "--request", "412");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("CC8.1-approval"), ran::toString);
        JsonNode predicate = predicate(ran);
        assertEquals(head(), predicate.at("/commit").asText());
        assertEquals("412", predicate.at("/request/id").asText());
        assertEquals("Ben Reviewer", predicate.at("/approver/name").asText());
        assertEquals("ben@example.org", predicate.at("/approver/email").asText());
        assertEquals(author(), predicate.at("/authors/0/email").asText());
        assertEquals("PASSED", predicate.at("/controlEvidence/outcome").asText());
    }

    @Test
    void whoWroteItCannotApproveIt() {
        Ran byName = control("approve", "--dir", repository, "--by", "Somebody <" + author() + ">");
        assertEquals(1, byName.exit(), byName::toString);
        assertTrue(byName.out().contains("Approved by its own author"), byName::toString);

        git.run("config", "user.name", "Anybody");
        git.run("config", "user.email", author());
        assertEquals(1, control("approve", "--dir", repository).exit());
    }

    @Test
    void botAndRejectionDoNotCount() {
        assertEquals(
                1, control("approve", "--dir", repository, "--by", BEN, "--bot").exit());
        assertEquals(
                1,
                control("approve", "--dir", repository, "--by", BEN, "--decision", "rejected")
                        .exit());
        Ran odd = control("approve", "--dir", repository, "--by", BEN, "--decision", "maybe");
        assertExplained(64, "approved, rejected, revoked", odd);
    }

    @Test
    void mergeStandsForWhatItBroughtAndWhoMergedMayHaveApproved() throws Exception {
        git.run("checkout", "-q", "-b", "feature");
        git.as("Cleo", "cleo@example.org").run("commit", "-q", "--allow-empty", "-m", "c");
        git.run("checkout", "-q", "main");
        git.as("Ben Reviewer", "ben@example.org").run("merge", "-q", "--no-ff", "-m", "Merge", "feature");

        Ran ran = control("approve", "--dir", repository, "--by", BEN);

        assertEquals(0, ran.exit(), ran::toString);
        assertEquals(1, predicate(ran).at("/authors").size());
        assertEquals("Cleo", predicate(ran).at("/authors/0/name").asText());
        assertEquals(
                1,
                control("approve", "--dir", repository, "--by", "Cleo <cleo@example.org>")
                        .exit());
    }

    @Test
    void rangeNamesEveryoneWhoTookPart() throws Exception {
        git.run("checkout", "-q", "-b", "feature");
        for (String name : List.of("Cleo", "Dan", "Cleo")) {
            git.as(name, name + "@example.org").run("commit", "-q", "--allow-empty", "-m", "c");
        }

        Ran ran = control("approve", "feature", "--base", "main", "--dir", repository, "--by", BEN);

        assertEquals(2, predicate(ran).at("/authors").size(), ran::toString);
        assertExplained(
                2, "no commit", control("approve", "main", "--base", "feature", "--dir", repository, "--by", BEN));
        assertExplained(2, "nowhere", control("approve", "nowhere", "--dir", repository, "--by", BEN));
    }

    // --------------------------------------------------------------------------------------------------- deploy

    @Test
    void deploymentIsRefusedUntilAGatePassedTheCommit() throws Exception {
        Files.createDirectories(repository.resolve("target/inner"));
        Files.writeString(repository.resolve("target/product.jar"), "abc");
        Files.writeString(repository.resolve("target/inner/other.jar"), "");
        Files.writeString(repository.resolve(".gitignore"), "target/\n");

        Ran refused = control("deploy", "production", "--dir", repository, "--by", BEN);
        assertExplained(1, "must not be deployed to production. No gate has judged this commit.", refused);
        assertTrue(refused.err().contains("--without-gate"), refused::toString);

        assertEquals(0, control("run", repository).exit());
        Ran ran = control(
                "deploy",
                "production",
                "--dir",
                repository,
                "--artifact",
                "target/*.jar",
                "--by",
                BEN,
                "--ticket",
                "OPS-77");

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = predicate(ran);
        assertEquals(1, predicate.at("/artifacts").size());
        assertEquals("target/product.jar", predicate.at("/artifacts/0/name").asText());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                predicate.at("/artifacts/0/sha256").asText());
        assertEquals("PASSED", predicate.at("/gates/0/outcome").asText());
        assertEquals("OPS-77", predicate.at("/ticket").asText());
        assertEquals(author(), predicate.at("/authors/0/email").asText());

        git.commit("next.txt", "not judged\n");
        assertEquals(
                1,
                control("deploy", "production", "--dir", repository, "--by", BEN)
                        .exit());
    }

    @Test
    void deploymentWithoutAGateIsRecordedAsABypass() throws Exception {
        Ran ran =
                control("deploy", "production", "--dir", repository, "--by", BEN, "--without-gate", "the shop is down");

        assertEquals(0, ran.exit(), ran::toString);
        assertEquals(List.of("deployment", "bypass"), recorded(ran));
        assertTrue(ran.out().contains("FAILED: Deployed to production although no gate"), ran::toString);
        assertEquals("the shop is down", predicate(ran).at("/exception/reason").asText());
    }

    @Test
    void timerDeploysNobody() throws Exception {
        assertEquals(0, control("run", repository).exit());
        Ran ran = control("deploy", "staging", "--dir", repository, "--trigger", "timer", "--trigger-name", "nightly");

        assertEquals(0, ran.exit(), ran::toString);
        assertTrue(predicate(ran).at("/deployer").isMissingNode());
        assertEquals("timer", predicate(ran).at("/trigger/kind").asText());
    }

    @Test
    void artifactThatIsNotThereIsAnError() {
        assertExplained(
                2, "dist/*", control("deploy", "production", "--dir", repository, "--artifact", "dist/*", "--by", BEN));
    }

    // -------------------------------------------------------------------------------------------------- dispose

    @Test
    void findingIsDisposedOfByTheBeginningOfItsFingerprint() throws Exception {
        git.commit("key.pem", privateKey());
        Ran run = control("run", repository, "--json");
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
                store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = predicate(ran);
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
                store);
        assertEquals(1, own.exit(), own::toString);
        assertTrue(own.out().contains("Accepted by who asked for it"), own::toString);
        assertTrue(own.out().contains("Gate     lets nothing pass: the decision does not hold"), own::toString);
    }

    @Test
    void whatSomebodyElseDecidedLetsTheNextRunPassAndItSaysSo() throws Exception {
        git.commit("key.pem", privateKey());
        Ran first = control("run", repository, "--json");
        assertEquals(1, first.exit(), first::toString);
        String fingerprint = new ObjectMapper()
                .readTree(first.out())
                .findValue("fingerprint")
                .asText();

        Ran own = dispose(fingerprint, "false-positive", "Somebody <" + author() + ">");
        assertEquals(0, own.exit(), own::toString);
        Ran denied = control("run", repository);
        assertEquals(1, denied.exit(), denied::toString);
        assertTrue(denied.out().contains("Someone else must decide."), denied::toString);

        Ran other = dispose(fingerprint, "mitigated", BEN);
        assertTrue(other.out().contains("Gate     the next gate lets the finding pass, unless"), other::toString);
        Ran passed = control("run", repository);
        assertEquals(0, passed.exit(), passed::toString);
        assertTrue(passed.out().contains("1 finding let pass by disposition"), passed::toString);
        String record = record(other);
        assertTrue(
                passed.out()
                        .contains(fingerprint + " mitigated by Ben Reviewer (ben@example.org), record "
                                + record.substring(0, 10)),
                passed::toString);
        JsonNode json =
                new ObjectMapper().readTree(control("run", repository, "--json").out());
        assertEquals(record, json.at("/gate/dispositions/0/record").asText());

        git.commit(".control-evidence.yml", "policy: strict\ndispositions: [false-positive]\n");
        Ran strict = control("run", repository);
        assertEquals(1, strict.exit(), strict::toString);
        assertTrue(strict.out().contains("of decisions the policy honours only false-positive"), strict::toString);

        Ran fixed = dispose(fingerprint, "fixed", BEN);
        assertTrue(fixed.out().contains("that it is fixed the next scan has to show"), fixed::toString);
    }

    private Ran dispose(String fingerprint, String decision, String by) {
        return control(
                "dispose", fingerprint, "--decision", decision, "--why", "because", "--by", by, "--store", store);
    }

    @Test
    void unknownFindingSaysWhereFindingsStand() {
        control("run", repository);

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
                        store));
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
                        store));
        assertExplained(64, "xyz", control("dispose", "xyz", "--decision", "fixed", "--why", "gone", "--store", store));
    }

    // --------------------------------------------------------------------------------------------------- review

    @Test
    void reviewNamesWhatWasLookedAt() throws Exception {
        Ran approved = control("approve", "--dir", repository, "--by", BEN);
        Path report = Files.writeString(temp.resolve("report.html"), "abc");

        Ran ran = control(
                "review",
                record(approved).substring(0, 12),
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
                store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = predicate(ran);
        assertEquals(record(approved), predicate.at("/of/records/0").asText());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                predicate.at("/of/report").asText());
        assertEquals("SEC-1", predicate.at("/actions/0/ticket").asText());
    }

    @Test
    void reviewOfNothingIsAUsageErrorAndOneWithoutItsActionAFault() {
        control("approve", "--dir", repository, "--by", BEN);

        assertExplained(
                64,
                "Say what was looked at",
                control("review", "--conclusion", "nothing-to-do", "--by", BEN, "--store", store));
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
                                store)
                        .exit());
        assertExplained(
                2, "ffff", control("review", "ffff", "--conclusion", "nothing-to-do", "--by", BEN, "--store", store));
    }

    // --------------------------------------------------------------------------------------------------- attach

    @Test
    void attachedFileIsKeptBesideTheLedger() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
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
                store);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode predicate = predicate(ran);
        assertEquals("minutes.txt", predicate.at("/file/name").asText());
        assertEquals("text/plain", predicate.at("/file/mediaType").asText());
        assertEquals(21, predicate.at("/file/size").asInt());
        assertEquals(
                predicate.at("/file/sha256").asText(),
                predicate.at("/controlEvidence/artefacts/0/sha256").asText());
        assertEquals(0, control("verify", "--store", store).exit());
    }

    @Test
    void fileWithACredentialIsRefused() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
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
                    store);

            assertExplained(2, "credential in line 3", ran);
            assertFalse(ran.toString().contains(secret.lines().toList().get(2)), ran::toString);
        }
    }

    // --------------------------------------------------------------------------------------------------- record

    @Test
    void exampleOfEveryKindCanBeRecorded() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
        for (ActivityKind kind :
                ActivityKinds.all().stream().filter(each -> !each.computed()).toList()) {
            Ran example = control("record", kind.id(), "--example");
            assertEquals(0, example.exit());
            if (Set.of(Attachment.KIND, Retraction.KIND).contains(kind.id())) {
                continue; // these need more than a document: a file, a record
            }
            Path file = Files.writeString(temp.resolve("document.json"), example.out());

            Ran ran = control("record", kind.id(), "--file", file, "--store", store);

            assertTrue(ran.exit() <= 1, ran::toString);
            assertEquals(kind.id(), recorded(ran).get(0));
        }
    }

    @Test
    void documentIsReadFromStandardInput() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    ActivityKinds.of("review").orElseThrow().example()));
            assertEquals(
                    0,
                    control("record", "review", "--file", "-", "--store", store).exit());
            assertExplained(2, "Standard input", control("record", "review", "--file", "-", "--store", store));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void deploymentInADocumentCannotClaimItsGate() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
        Path file = temp.resolve("deployment.json");
        Files.write(file, ActivityKinds.of("deployment").orElseThrow().example());

        Ran ran = control("record", "deployment", "--file", file, "--store", store);

        assertEquals(1, ran.exit(), ran::toString);
        assertEquals(List.of("deployment", "bypass"), recorded(ran));
        assertTrue(ran.out().contains("No gate has judged this commit"), ran::toString);
    }

    @Test
    void onlyARecordThatIsThereIsRetracted() throws Exception {
        Ran approved = control("approve", "--dir", repository, "--by", BEN);
        String example = new String(ActivityKinds.of("retraction").orElseThrow().example(), StandardCharsets.UTF_8);
        Path file = Files.writeString(temp.resolve("retraction.json"), example);
        assertExplained(2, "/record: no record", control("record", "retraction", "--file", file, "--store", store));

        Files.writeString(file, example.replaceFirst("(\"record\": \")[0-9a-f]+", "$1" + record(approved)));
        assertEquals(
                0,
                control("record", "retraction", "--file", file, "--store", store)
                        .exit());
    }

    @Test
    void errorsSayWhatToDo() throws Exception {
        control("approve", "--dir", repository, "--by", BEN);
        Path file = Files.writeString(temp.resolve("review.json"), "{\"at\": \"today\"}");

        assertExplained(2, "/conclusion is missing", control("record", "review", "--file", file, "--store", store));
        assertExplained(2, "missing.json", control("record", "review", "--file", "missing.json", "--store", store));
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

    @Test
    void documentThatHoldsACredentialIsRecordedWithoutIt() throws Exception {
        String secret = privateKey();
        Ran ran = control("approve", "--dir", repository, "--by", BEN, "--comment", "key for later: " + secret);

        assertEquals(0, ran.exit(), ran::toString);
        String shown = control("show", record(ran), "--store", store).out();
        assertTrue(shown.contains("[redacted]"), shown);
        assertFalse(shown.contains(secret.lines().toList().get(1)), shown);
    }

    private Ran recordExample(String kind) throws Exception {
        Path file = temp.resolve("example.json");
        Files.write(file, ActivityKinds.of(kind).orElseThrow().example());
        return control("record", kind, "--file", file, "--store", store);
    }

    private String head() {
        return git.run("rev-parse", "HEAD").strip();
    }

    private String author() {
        return git.run("log", "-1", "--format=%ae").strip();
    }

    private static String record(Ran ran) {
        Matcher matcher = Pattern.compile("Record   ([0-9a-f]{64})").matcher(ran.out());
        assertTrue(matcher.find(), ran::toString);
        return matcher.group(1);
    }

    private static List<String> recorded(Ran ran) {
        return Pattern.compile("Recorded (\\S+)")
                .matcher(ran.out())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The predicate of the first record that a command has made. */
    private JsonNode predicate(Ran ran) throws Exception {
        Ran show = control("show", record(ran), "--store", store);
        return new ObjectMapper().readTree(show.out()).at("/statement/predicate");
    }

    private static void assertExplained(int exit, String part, Ran ran) {
        assertEquals(exit, ran.exit(), ran::toString);
        assertTrue(ran.err().contains(part), ran::toString);
        assertFalse(ran.err().contains("Exception"), ran::toString);
        assertFalse(ran.err().contains("internal error"), ran::toString);
    }
}
