package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.Planted;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.Planted.Credential;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A credential of every kind that we know, in every place where credentials hide, goes through the whole main job: each is
 * found and attributed, and no byte of any of them is in the store, the reports or what was printed.
 */
class NothingLeaksTest {
    private static final String LINE_OF_A_MEGABYTE = "x ".repeat(1 << 19);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    /** The commits whose messages have a credential, by its rule. */
    private final Map<String, String> messages = new HashMap<>();

    @TempDir
    Path temp;

    private GitCommand git;

    @Test
    void ofWhatIsPlanted() throws Exception {
        Path repository = temp.resolve("repository");
        git = GitCommand.init(repository);
        git.commit("README.md", "Hello\n");
        List<Credential> credentials = Planted.ofEveryKind(random);
        assertTrue(credentials.size() >= 60);
        plant(repository, credentials);

        StringBuilder printed = new StringBuilder();
        Ran ran = control("run", repository, "--json");
        printed.append(ran);
        assertEquals(1, ran.exit(), ran::err);
        Set<String> found = new HashSet<>();
        Set<String> commits = new HashSet<>();
        for (JsonNode finding :
                new ObjectMapper().readTree(ran.out()).path("scans").path(0).path("newFindings")) {
            assertTrue(finding.path("introduced").has("commit"), () -> "not attributed: " + finding);
            for (JsonNode location : finding.path("locations")) {
                String path = location.path("path").asText();
                found.add(path);
                if (path.equals("<commit message>")) {
                    commits.add(finding.path("introduced").path("commit").asText());
                }
            }
        }
        for (Credential credential : credentials) {
            String commit = messages.get(credential.rule());
            assertTrue(
                    commit == null ? found.contains(credential.rule()) : commits.contains(commit),
                    () -> "missed " + credential.rule() + ", seed " + seed);
        }

        Path store = repository.resolve(".control-evidence");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path reports = temp.resolve("reports");
        printed.append(control("run", repository));
        printed.append(control("scan", repository, "--sarif", temp.resolve("reports.sarif")));
        printed.append(
                control("report", "--store", store, "--from", today.minusDays(2), "--to", today, "--out", reports));
        printed.append(control("verify", "--store", store));

        List<byte[]> left = new ArrayList<>();
        left.add(printed.toString().getBytes(StandardCharsets.UTF_8));
        left.add(Files.readAllBytes(temp.resolve("reports.sarif")));
        addFiles(store, left);
        addFiles(reports, left);
        List<String> texts = left.stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
        for (Credential credential : credentials) {
            for (String trace : traces(credential.value())) {
                for (String text : texts) {
                    assertTrue(!text.contains(trace), () -> credential.rule() + " leaked, seed " + seed);
                }
            }
        }
    }

    /** Each credential in a file named after its rule, in one of the ways in which they come into a history. */
    private void plant(Path repository, List<Credential> credentials) throws Exception {
        int way = 0;
        for (Credential credential : credentials) {
            Path file = repository.resolve(credential.rule());
            switch (way++ % 6) {
                case 0 -> Files.writeString(file, credential.text());
                case 1 -> write(file, credential.text(), StandardCharsets.UTF_16);
                case 2 -> Files.writeString(file, LINE_OF_A_MEGABYTE.substring(0, 9000) + credential.text());
                case 3 -> Files.writeString(repository.resolve("old-" + credential.rule()), credential.text());
                case 4 -> Files.writeString(repository.resolve("gone-" + credential.rule()), credential.text());
                default -> {
                    git.run(
                            "commit",
                            "-q",
                            "--allow-empty",
                            "--cleanup=verbatim",
                            "-m",
                            "Try this\n\n" + credential.text());
                    messages.put(credential.rule(), git.run("rev-parse", "HEAD"));
                }
            }
        }
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "Add");
        for (Credential credential : credentials) {
            if (Files.exists(repository.resolve("old-" + credential.rule()))) {
                git.run("mv", "old-" + credential.rule(), credential.rule());
            }
            Path gone = repository.resolve("gone-" + credential.rule());
            if (Files.exists(gone)) {
                Files.move(gone, repository.resolve(credential.rule()));
            }
        }
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "Rename");
        way = 0;
        for (Credential credential : credentials) {
            if (way++ % 6 == 4) {
                git.run("rm", "-q", credential.rule());
            }
        }
        git.run("commit", "-q", "-m", "Remove");
    }

    private static void write(Path file, String text, Charset charset) throws Exception {
        Files.write(file, text.getBytes(charset));
    }

    private static void addFiles(Path directory, List<byte[]> to) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                to.add(Files.readAllBytes(file));
                if (file.toString().endsWith(".gz")) {
                    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        to.add(in.readAllBytes());
                    }
                }
            }
        }
    }

    /** How a value looks plain, and within base64 at each of the three places where it may begin there. */
    private static List<String> traces(String value) {
        byte[] bytes = value.strip().getBytes(StandardCharsets.ISO_8859_1);
        String plain = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> traces = new ArrayList<>();
        traces.add(plain.length() > 120 ? plain.substring(20, 80) : plain);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            if (base64.length() > 14) {
                traces.add(base64.substring(4, base64.length() - 3));
            }
        }
        return traces;
    }
}
