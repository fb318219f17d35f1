package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.assertExplained;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.privateKey;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the commands: names, options, exit codes, and errors that a person understands. */
class CommandLineTest {
    @TempDir
    Path temp;

    private Path repository() {
        Path repository = temp.resolve("repository");
        GitCommand.init(repository).commit("README.md", "Hello\n");
        return repository;
    }

    /** An error is one or two lines that name the trouble; no stack trace, no class name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "scan",
                "scan-files",
                "census",
                "report",
                "sample",
                "export",
                "verify",
                "show",
                "tools",
                "key",
                "checkpoint",
                "prune",
                "approve",
                "deploy",
                "dispose",
                "review",
                "attach",
                "record",
                "access-review",
                "mfa",
                "credentials",
                "inventory",
                "check-detectors",
                "demo"
            })
    void everyCommandHelpsWithAnExample(String command) {
        Ran ran = control(command, "--help");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("Example: control-evidence " + command), ran::toString);
    }

    @Test
    void filesThatNoGitKnowsAreScanned() throws Exception {
        Path files = Files.createDirectory(temp.resolve("files"));
        Files.writeString(files.resolve("clean.txt"), "Hello\n");
        assertEquals(0, control("scan-files", files).exit());
        Files.writeString(files.resolve("key.pem"), privateKey());
        Ran ran = control("scan-files", files, "--json");
        assertEquals(1, ran.exit(), ran::toString);
        assertEquals(2, new ObjectMapper().readTree(ran.out()).path("files").asInt(), ran::toString);
        assertTrue(control("scan-files", files).out().contains("key.pem:1"));
        assertExplained(64, "is no directory", control("scan-files", temp.resolve("none")));
    }

    @Test
    void scanFilesLooksIntoArchivesOnRequest() throws Exception {
        Path files = Files.createDirectories(temp.resolve("archives"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(files.resolve("a.jar")))) {
            zip.putNextEntry(new ZipEntry("conf/key.pem"));
            zip.write(privateKey().getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals(0, control("scan-files", files).exit());
        Ran ran = control("scan-files", files, "--archives");
        assertEquals(1, ran.exit(), ran::toString);
        assertTrue(ran.out().contains("a.jar!/conf/key.pem:1"), ran::toString);
        Files.writeString(files.resolve("a.jar"), "no archive");
        Ran broken = control("scan-files", files, "--archives");
        assertEquals(2, broken.exit(), broken::toString);
        assertTrue(broken.out().contains("Not looked into: a.jar: "), broken::toString);
    }

    @Test
    void usageErrorsExit64() {
        assertExplained(64, "Name a command", control());
        assertExplained(64, "--help", control("runn"));
        assertExplained(64, "--no-such-option", control("run", "--no-such-option"));
        assertExplained(64, "--from", control("report", "--out", temp));
        assertExplained(
                64, "2026-13-01", control("report", "--from", "2026-13-01", "--to", "2026-12-31", "--out", temp));
        assertExplained(64, "no-such-family", control("scan", "--family", "no-such-family"));
        assertExplained(64, "no-such-tool", control("scan", repository(), "--tool", "no-such-tool"));
    }

    @Test
    void saysWhatIsWrongWithTheRepository() throws Exception {
        Path nothing = Files.createDirectory(temp.resolve("nothing"));
        assertExplained(2, "nothing", control("run", nothing));
        assertExplained(2, "missing", control("run", temp.resolve("missing")));
        Path empty = temp.resolve("empty");
        GitCommand.init(empty);
        assertExplained(2, "commit", control("run", empty));
        assertFalse(Files.exists(empty.resolve(".control-evidence")), "nothing is left behind");
    }

    @Test
    void saysWhereThePolicyIsBroken() throws Exception {
        Path repository = repository();
        Files.writeString(repository.resolve(".control-evidence.yml"), "policy: p\nthresholds:\n  all: {critcal: 0}\n");
        Ran ran = control("run", repository);
        assertExplained(2, ".control-evidence.yml:3:9", ran);
        assertTrue(ran.err().contains("critical"), "it says what was meant: " + ran);
        assertExplained(2, "gone.yml", control("run", repository, "--config", temp.resolve("gone.yml")));
    }

    @Test
    void refusesAStoreThatANewerVersionMade() throws Exception {
        Path repository = repository();
        control("run", repository);
        Path format = repository.resolve(".control-evidence/store.json");
        Files.writeString(format, Files.readString(format).replaceFirst("(\"(?:format|version)\"\\s*:\\s*)1", "$199"));
        assertExplained(2, "newer", control("run", repository));
    }

    @Test
    void verifiesWithTheKeyThatWasKeptElsewhereAndWithNoOther() throws Exception {
        Path repository = repository();
        Path other = temp.resolve("other");
        GitCommand.init(other).commit("a", "b\n");
        control("run", repository);
        control("run", other);
        Path store = repository.resolve(".control-evidence");
        Path key = temp.resolve("key.pem");
        Files.writeString(key, control("key", "--store", store).out());
        assertEquals(0, control("verify", "--store", store, "--key", key).exit());
        Path note = temp.resolve("key.note");
        Files.writeString(note, control("key", "--note", "--store", store).out());
        assertEquals(0, control("verify", "--store", store, "--key", note).exit());

        Files.writeString(
                key,
                control("key", "--store", other.resolve(".control-evidence")).out());
        Ran wrong = control("verify", "--store", store, "--key", key);
        assertEquals(1, wrong.exit(), wrong::toString);
        assertTrue(wrong.out().contains("NOT VERIFIED"), wrong::toString);
        assertExplained(2, "key", control("verify", "--store", store, "--key", repository.resolve("README.md")));
    }

    @Test
    void noticesARollbackByACheckpointThatWasKept() throws Exception {
        Path repository = repository();
        control("run", repository);
        Path store = repository.resolve(".control-evidence");
        Path before = temp.resolve("before");
        copy(store, before);
        control("run", repository);
        Path kept = temp.resolve("checkpoint");
        Files.copy(store.resolve("ledger/checkpoint"), kept);
        assertEquals(
                0, control("verify", "--store", store, "--checkpoint", kept).exit());
        assertEquals(0, control("verify", "--store", before).exit(), "by itself the old state is whole");
        assertEquals(
                1, control("verify", "--store", before, "--checkpoint", kept).exit());
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void sayThatThereIsNoStore() {
        Path repository = repository();
        Path missing = repository.resolve(".control-evidence");
        for (String command : new String[] {"verify", "key"}) {
            assertExplained(2, "there is no store", control(command, "--store", missing));
        }
        assertExplained(2, "there is no store", control("show", "abcdef", "--store", missing));
        assertFalse(Files.exists(missing));
    }

    @Test
    void scanRecordsNothingAndTellsFindingsByItsExitCode() throws Exception {
        Path repository = repository();
        assertEquals(0, control("scan", repository).exit());
        GitCommand.in(repository).commit("id_rsa", privateKey());
        Path sarif = temp.resolve("out.sarif");
        Ran found = control("scan", repository, "--family", "secrets", "--sarif", sarif, "--json");
        assertEquals(1, found.exit(), found::toString);
        assertFalse(Files.exists(repository.resolve(".control-evidence")));

        JsonNode log = new ObjectMapper().readTree(sarif.toFile());
        assertEquals("2.1.0", log.path("version").asText());
        JsonNode result = log.path("runs").path(0).path("results").path(0);
        assertEquals("private-key", result.path("ruleId").asText());
        assertEquals(
                "id_rsa",
                result.path("locations")
                        .path(0)
                        .path("physicalLocation")
                        .path("artifactLocation")
                        .path("uri")
                        .asText());
        assertEquals(
                "private-key",
                new ObjectMapper()
                        .readTree(found.out())
                        .path("scans")
                        .path(0)
                        .path("findings")
                        .path(0)
                        .path("rule")
                        .asText());
    }

    @Test
    void scanOfARangeSeesItsCommitsOnly() {
        Path repository = repository();
        GitCommand git = GitCommand.in(repository);
        git.commit("id_rsa", privateKey());
        git.commit("other", "clean\n");
        assertEquals(0, control("scan", repository, "--range", "HEAD~1..HEAD").exit());
        assertEquals(1, control("scan", repository, "--range", "HEAD~2..HEAD").exit());
        assertExplained(2, "nowhere", control("scan", repository, "--range", "nowhere..HEAD"));
    }

    @Test
    void theSameStoreAndPeriodGiveTheSameReport() throws Exception {
        Path repository = repository();
        control("run", repository);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        byte[][] html = new byte[2][];
        byte[][] csv = new byte[2][];
        for (int i = 0; i < 2; i++) {
            Path out = temp.resolve("report" + i);
            Ran ran = control(
                    "report",
                    "--store",
                    repository.resolve(".control-evidence"),
                    "--from",
                    today.minusDays(30),
                    "--to",
                    today,
                    "--out",
                    out);
            assertEquals(0, ran.exit(), ran::toString);
            assertTrue(ran.out().contains("CC6.1-secrets"), ran::toString);
            html[i] = Files.readAllBytes(out.resolve("report.html"));
            csv[i] = Files.readAllBytes(out.resolve("report.csv"));
        }
        assertArrayEquals(html[0], html[1]);
        assertArrayEquals(csv[0], csv[1]);
        assertExplained(
                64,
                "CC9.9",
                control(
                        "report",
                        "--store",
                        repository.resolve(".control-evidence"),
                        "--control",
                        "CC9.9",
                        "--from",
                        today,
                        "--to",
                        today,
                        "--out",
                        temp));
    }

    @Test
    void toolsListsTheWholeCatalogue() throws Exception {
        JsonNode tools = new ObjectMapper().readTree(control("tools", "--json").out());
        assertEquals(22, tools.size());
        assertTrue(tools.path(0).path("builtIn").asBoolean());
    }
}
