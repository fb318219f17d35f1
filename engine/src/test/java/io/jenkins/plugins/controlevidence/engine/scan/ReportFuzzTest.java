package io.jenkins.plugins.controlevidence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports that are cut off or damaged, in every format: an outcome, never an exception, and cut off never a pass. */
class ReportFuzzTest {
    private static final int MUTATIONS = 150;

    @TempDir
    Path work;

    private ScanRequest request;
    private Path file;

    @BeforeEach
    void directory() throws Exception {
        Path directory = Files.createDirectory(work.resolve("repository"));
        request = Requests.of(directory, work.resolve("scratch"));
        file = work.resolve("report");
    }

    static Stream<Map.Entry<String, String>> reports() {
        return RecordedReports.TOOLS.entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    @DisplayName("cut off after any byte, a report is never a pass")
    void truncated(Map.Entry<String, String> report) throws Exception {
        byte[] whole =
                new RecordedReports(work, 3).text(report.getKey()).strip().getBytes(StandardCharsets.UTF_8);
        ReportScanner scanner = scanner(report.getValue());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Scan scan = scanner.scan(request, Progress.NONE);
            assertNotEquals(Outcome.PASSED, scan.outcome(), "after " + length + " bytes");
            assertFalse(scan.outcome() != Outcome.FAILED && scan.reason() == null);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    @DisplayName("damaged anyhow, a report has an outcome and shows no credential")
    void damaged(Map.Entry<String, String> report) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = new RecordedReports(work, 3).text(report.getKey()).getBytes(StandardCharsets.UTF_8);
        ReportScanner scanner = scanner(report.getValue());
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(file, mutated(whole, random));
            String hint = "seed " + seed + ", mutation " + i;
            Scan scan = assertDoesNotThrow(() -> scanner.scan(request, Progress.NONE), hint);
            assertNotNull(scan.outcome(), hint);
        }
    }

    /** Bytes changed, taken out, doubled, swapped between places, or replaced by what parsers dislike. */
    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = spliced(bytes, at, length, new byte[0]);
                case 3 -> bytes = spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 4 ->
                    bytes = spliced(bytes, at, length, Arrays.copyOfRange(whole, 0, random.nextInt(whole.length)));
                default ->
                    bytes = spliced(
                            bytes,
                            at,
                            0,
                            LIKED_BY_NOBODY
                                    .get(random.nextInt(LIKED_BY_NOBODY.size()))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            }
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static final List<String> LIKED_BY_NOBODY = List.of(
            "null",
            "{}",
            "[]",
            "\"\"",
            "-1",
            "1e999999",
            "[".repeat(500),
            "\u00ff\u00fe",
            "\u0000",
            "\\ud800",
            "9".repeat(300),
            "\"a\":1,\"a\":2",
            "true",
            "%00",
            "../../../etc/passwd",
            "file:///",
            "\\u0000");

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] instead) {
        byte[] result = new byte[bytes.length - length + instead.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(instead, 0, result, at, instead.length);
        System.arraycopy(bytes, at + length, result, at + instead.length, bytes.length - at - length);
        return result;
    }

    private ReportScanner scanner(String id) throws Exception {
        Tool tool = ToolCatalogue.load(null).tool(id).orElseThrow();
        return new ReportScanner(tool, file, tool.report().format(), new Redactor(text -> List.of()), null);
    }
}
