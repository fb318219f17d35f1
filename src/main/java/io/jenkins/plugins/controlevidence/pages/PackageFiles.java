package io.jenkins.plugins.controlevidence.pages;

import hudson.Util;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageExport;
import io.jenkins.plugins.controlevidence.engine.report.verify.PackageVerifier;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * Packages that have been asked for. Each is written and verified in the background, into a file that the account of Jenkins alone
 * can read, and deleted after a while, when others are asked for, or with the next start.
 */
final class PackageFiles {
    /** How long a package can be fetched, in minutes. */
    static final int KEPT_MINUTES = 30;

    private static final Logger LOGGER = Logger.getLogger(PackageFiles.class.getName());

    /** How many packages are kept: each has all records of the ledger. */
    private static final int MOST = 2;

    private final BackgroundResults<Key, Made> packages =
            new BackgroundResults<>("Control Evidence package", MOST, made -> delete(made.file()));

    private boolean cleaned;

    /** Two equal keys are answered with the same package while it is kept, also if the ledger has grown: else it would never be ready. */
    private record Key(ReportRequest request, String catalogue) {}

    /**
     * A package.
     *
     * @param file where it is, in a directory of its own
     * @param bytes its size
     * @param records how many records the ledger had
     * @param root root hash of the ledger
     * @param keyId id of the key that it can be checked with
     * @param at when it was made, UTC
     */
    record Made(Path file, long bytes, long records, String root, String keyId, Instant at) {}

    /**
     * A package of the store as it is now, or was less than {@value #KEPT_MINUTES} minutes ago.
     *
     * @param catalogue what is asked
     * @param request which report
     * @param patience how long to wait for it
     * @return empty if it is not ready yet; ask again
     * @throws IOException if it cannot be written, or does not verify
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have
     */
    Optional<Made> get(Catalogue catalogue, ReportRequest request, Duration patience) throws IOException {
        Key key = new Key(request, catalogue.digest());
        return packages.get(key, () -> make(key, catalogue), patience);
    }

    private Made make(Key key, Catalogue catalogue) throws IOException {
        Path file = Files.createTempDirectory(directory(), "package").resolve("package.zip");
        boolean whole = false;
        try {
            ControllerEvidence evidence = ControllerEvidence.get();
            Store store = evidence.store();
            ControlReport report = PackageExport.write(
                    store, evidence.index(), catalogue, key.request(), BuildInvocation.program(), file, Progress.NONE);
            PackageVerifier.require(file, BuildInvocation.program(), store.verifyingKey(), Progress.NONE);
            Made made = new Made(
                    file,
                    Files.size(file),
                    report.state().size(),
                    report.state().rootHash(),
                    store.verifyingKey().keyId(),
                    Instant.now());
            Timer.get().schedule(() -> packages.forget(key), KEPT_MINUTES, TimeUnit.MINUTES);
            whole = true;
            return made;
        } finally {
            if (!whole) {
                delete(file);
            }
        }
    }

    /** Where packages lie; what a stop of Jenkins has left there goes first. */
    private synchronized Path directory() throws IOException {
        Path directory = Jenkins.get().getRootDir().toPath().resolve("control-evidence-packages");
        if (!cleaned) {
            Util.deleteRecursive(directory.toFile());
            cleaned = true;
        }
        return Files.createDirectories(directory);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "A package that is no longer wanted stays until the next start: " + file);
        }
    }
}
