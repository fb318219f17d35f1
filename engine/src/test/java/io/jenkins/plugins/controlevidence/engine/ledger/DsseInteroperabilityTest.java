package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.ExampleStatements;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The in-toto project's Python packages verify our envelopes and read our statements. */
class DsseInteroperabilityTest {
    private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();
    private static final Path ENVIRONMENT = Path.of("target/python").toAbsolutePath();

    @TempDir
    Path temporary;

    @Test
    void securesystemslibVerifiesTheEnvelopesAndInTotoReadsTheStatements() throws Exception {
        OtherTools.require("python3");
        if (!Files.exists(ENVIRONMENT.resolve("complete"))) {
            OtherTools.prepare(temporary, List.of("python3", "-m", "venv", ENVIRONMENT.toString()));
            OtherTools.prepare(
                    temporary,
                    List.of(
                            ENVIRONMENT.resolve("bin/pip").toString(),
                            "install",
                            "--quiet",
                            "--requirement",
                            SCRIPTS.resolve("requirements.txt").toString()));
            Files.createFile(ENVIRONMENT.resolve("complete"));
        }
        Path envelopes = temporary.resolve("records.intoto.jsonl");
        Path store = temporary.resolve("store");
        List<Statement> statements = ExampleStatements.all();
        try (Store opened = Store.openOrCreate(store)) {
            opened.appendAll(statements);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            opened.ledger().entries(0, (index, id, entry) -> {
                lines.writeBytes(entry);
                lines.write('\n');
            });
            Files.write(envelopes, lines.toByteArray());
        }

        OtherTools.Result result = check(store, envelopes);

        long standard = statements.stream()
                .filter(statement -> statement.predicateType().matches(".*(provenance|test-result|summary).*"))
                .count();
        assertEquals(
                "verified: " + statements.size() + " envelopes, " + standard
                        + " predicates read by the in-toto definitions\n",
                result.output());
        assertEquals(0, result.exitCode());

        Path other = temporary.resolve("other");
        Store.openOrCreate(other).close();
        assertTrue(check(other, envelopes).exitCode() != 0, "the check must be able to fail");
    }

    private OtherTools.Result check(Path store, Path envelopes) throws Exception {
        return OtherTools.run(
                temporary,
                List.of(
                        ENVIRONMENT.resolve("bin/python").toString(),
                        SCRIPTS.resolve("check_envelopes.py").toString(),
                        store.resolve("keys/signing.pub.pem").toString(),
                        envelopes.toString()));
    }
}
