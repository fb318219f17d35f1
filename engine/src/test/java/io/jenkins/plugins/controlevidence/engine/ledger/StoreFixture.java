package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.RunStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes and looks at stores for tests. */
final class StoreFixture {
    private StoreFixture() {}

    /** A record of a run that names an artefact. */
    static Statement statement(ArtefactReference commits, long number) {
        return RunStatement.of(
                Examples.change(),
                Examples.STARTED.plusSeconds(number),
                Examples.FINISHED.plusSeconds(number),
                commits,
                Examples.invocation());
    }

    /** Appends records one by one, with an artefact for each hundred of them. */
    static void fill(Store store, int from, int to) throws IOException {
        ArtefactReference commits = null;
        List<Statement> statements = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (commits == null || i % 100 == 0) {
                byte[] content = ("artefact " + i + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
                commits = store.artefacts().put("commits", "text/plain", out -> out.write(content));
            }
            statements.add(statement(commits, i));
        }
        store.appendAll(statements);
    }

    static List<Check> verify(Path store, @CheckForNull VerifyingKey key, @CheckForNull Checkpoint kept) {
        return new StoreVerifier(
                        store,
                        new Trust(key, kept == null ? List.of() : List.of(kept), Set.of(), List.of()),
                        check -> {})
                .verify(Progress.NONE);
    }

    static boolean verified(List<Check> checks) {
        return checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
