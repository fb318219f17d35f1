package io.jenkins.plugins.controlevidence.engine.report.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.OtherTools;
import io.jenkins.plugins.controlevidence.engine.ledger.OtherTools.Result;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package is checked by software that is not ours, as its own page says, from what is in the package alone. */
class PackageByOthersTest {
    private static final Path GO_MODULE = Path.of("src/test/go").toAbsolutePath();

    @TempDir
    static Path temporary;

    private static Path unpacked;
    private static String noteKey;

    @BeforeAll
    static void exportAndUnpack() throws Exception {
        OtherTools.require("unzip");
        Path file = temporary.resolve("audit.zip");
        try (Store store = Store.openOrCreate(temporary.resolve("store"))) {
            RecordedQuarter.write(store);
            PackageFixture.export(store, PackageFixture.FEBRUARY, file);
            noteKey = store.verifyingKey().noteKey(store.origin());
        }
        unpacked = temporary.resolve("audit");
        assertEquals(
                0,
                run(temporary, "unzip", "-q", file.toString(), "-d", unpacked.toString())
                        .exitCode());
    }

    private static Result run(Path directory, String... command) throws Exception {
        return OtherTools.run(directory, List.of(command));
    }

    @Test
    void sha256sumFindsEveryFileAsListed() throws Exception {
        OtherTools.require("sha256sum");
        Result result = run(unpacked, "sha256sum", "--quiet", "-c", "MANIFEST");

        assertEquals(0, result.exitCode(), result::output);
        assertEquals("", result.output());
    }

    @Test
    void theScriptOnTheIndexPageVerifiesThePackageAndNoticesAChange() throws Exception {
        OtherTools.require("python3");
        OtherTools.require("openssl");
        Path script = unpacked.resolve("check.py");
        Files.writeString(script, script());

        Result result = run(unpacked, "python3", "check.py");

        assertEquals(0, result.exitCode(), result::output);
        assertTrue(result.output().contains("5. the proofs of 194 records hold"), result::output);
        for (String name : List.of(
                "report/report.csv",
                "MANIFEST",
                "MANIFEST.intoto.json",
                "store/ledger/checkpoint",
                "records/proofs.jsonl")) {
            byte[] before = Files.readAllBytes(unpacked.resolve(name));
            byte[] changed = before.clone();
            changed[changed.length / 2] ^= 1;
            Files.write(unpacked.resolve(name), changed);
            assertNotEquals(0, run(unpacked, "python3", "check.py").exitCode(), name);
            Files.write(unpacked.resolve(name), before);
        }
        Files.delete(script);
    }

    private static String script() throws IOException {
        String page = Files.readString(unpacked.resolve("INDEX.html"), StandardCharsets.UTF_8);
        Matcher matcher =
                Pattern.compile("<pre id=\"check\">(.*?)</pre>", Pattern.DOTALL).matcher(page);
        assertTrue(matcher.find());
        return matcher.group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x60;", "`")
                .replace("&amp;", "&");
    }

    @Test
    void goVerifiesTheLedgerAndEveryProof() throws Exception {
        OtherTools.require("go");
        OtherTools.prepare(GO_MODULE, List.of("go", "mod", "download"));
        Path program = temporary.resolve("ledgercheck");
        OtherTools.prepare(GO_MODULE, List.of("go", "build", "-o", program.toString(), "."));
        String[] command = {
            program.toString(),
            "-package",
            unpacked.resolve("store/ledger").toString(),
            noteKey,
            unpacked.resolve("records/records.intoto.jsonl").toString(),
            unpacked.resolve("records/proofs.jsonl").toString()
        };

        Result result = run(temporary, command);

        assertEquals("verified: 565 entries, 194 records by their proofs\n", result.output());
        assertEquals(0, result.exitCode());
        Path proofs = unpacked.resolve("records/proofs.jsonl");
        byte[] before = Files.readAllBytes(proofs);
        Files.writeString(
                proofs, new String(before, StandardCharsets.US_ASCII).replaceFirst("\"index\":\\d", "\"index\":9"));
        assertNotEquals(0, run(temporary, command).exitCode(), "the check must be able to fail");
        Files.write(proofs, before);
    }
}
