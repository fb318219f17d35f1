package io.jenkins.plugins.controlevidence.engine.report.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Check.Status;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreVerifier;
import io.jenkins.plugins.controlevidence.engine.ledger.Trust;
import io.jenkins.plugins.controlevidence.engine.report.export.Manifest;
import io.jenkins.plugins.controlevidence.engine.report.export.PackagePart;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageStatement;
import io.jenkins.plugins.controlevidence.engine.report.zip.ZipFormException;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks everything that can be checked about a package. Reads the file as it is, unpacks nothing and writes nothing. First that
 * it is whole and signed; then the copy of the store in it as a store; then that all the rest follows from that.
 */
public final class PackageVerifier {
    private final Path file;
    private final String madeBy;

    private final Trust trust;
    private final Consumer<Check> listener;
    private final List<Check> checks = new ArrayList<>();

    /**
     * Prepares to check a package.
     *
     * @param file the package
     * @param madeBy name and version of this program: another version may write the same report otherwise
     * @param trust what is known of the ledger from elsewhere
     * @param listener is told each check as soon as it is done
     */
    public PackageVerifier(Path file, String madeBy, Trust trust, Consumer<Check> listener) {
        this.file = file;
        this.madeBy = madeBy;
        this.trust = trust;
        this.listener = listener;
    }

    /**
     * Makes sure that a package which was just written is in order: a damaged store shows here and not at the auditor's.
     *
     * @param file the package
     * @param madeBy name and version of this program, which has written it
     * @param key the public key of its store
     * @param progress is told how far it has come
     * @throws StoreException if anything about it does not verify; says what
     */
    public static void require(Path file, String madeBy, VerifyingKey key, Progress progress) throws StoreException {
        Trust trust = new Trust(key, List.of(), Set.of(), List.of());
        for (Check check : new PackageVerifier(file, madeBy, trust, one -> {}).verify(progress)) {
            if (check.status() != Check.Status.VERIFIED) {
                throw new StoreException("The package that was written does not verify, and is not kept: "
                        + check.name() + ": " + check.detail() + ". Run `control-evidence verify` on the store.");
            }
        }
    }

    /** One check; what it throws becomes its result. */
    @FunctionalInterface
    private interface Step {
        Check run() throws IOException;
    }

    /**
     * Checks the package; to be called once.
     *
     * @param progress is told how far it has come
     * @return all checks, in order; the package is verified only if each of them is
     */
    public List<Check> verify(Progress progress) {
        Opened opened = new Opened();
        check("package", () -> {
            try (PackageFile zip = PackageFile.open(file)) {
                return verified("package", zip.count() + " files, " + zip.size() + " bytes, and nothing beside them");
            }
        });
        check("manifest", () -> {
            try (PackageFile zip = PackageFile.open(file)) {
                opened.manifest = zip.manifest(progress);
                return verified("manifest", "every file is the one that is listed");
            }
        });
        check("seal", () -> {
            try (PackageFile zip = PackageFile.open(file)) {
                opened.statement = zip.signed(zip.key());
                return verified(
                        "seal", "the list is signed with the key in the package, by " + opened.statement.madeBy());
            }
        });
        if (!allVerified()) {
            couldNotCheck("content", "what is in a package that is not whole is not looked at");
            return checks;
        }
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of())) {
            content(zip.getPath("/"), opened, progress);
        } catch (IOException e) {
            couldNotCheck("content", why(e));
        } catch (RuntimeException e) {
            add(notVerified("content", unreadable(e)));
        }
        return checks;
    }

    /** What the first checks have brought to light. */
    private static final class Opened {
        private Manifest manifest;
        private PackageStatement statement;

        @CheckForNull
        private Catalogue catalogue;
    }

    private void content(Path root, Opened opened, Progress progress) throws IOException {
        Path directory = root.resolve(PackagePart.STORE.title());
        checks.addAll(StoreVerifier.ofCopy(directory, trust, opened.statement.scope(), listener)
                .verify(progress));
        if (!allVerified()) {
            couldNotCheck("report", "it rests on records that are not verified");
            return;
        }
        try (Store store = Store.openReadOnly(directory)) {
            Checkpoint checkpoint = store.ledger().checkpoint();
            check("proofs", () -> {
                long count = ProofCheck.run(
                        root.resolve(PackagePart.RECORDS.title()),
                        root.resolve(PackagePart.PROOFS.title()),
                        checkpoint);
                return verified("proofs", count + " records are in the ledger by their proofs alone");
            });
            check("catalogue", () -> {
                opened.catalogue = catalogue(root, opened);
                return verified("catalogue", "the one that the seal names, " + opened.catalogue.digest());
            });
            if (opened.catalogue != null) {
                Recomputation again = new Recomputation(
                        opened.manifest, opened.statement.madeBy().equals(madeBy));
                check("report", () -> again.run(store, checkpoint, opened.catalogue, opened.statement, progress));
                String frozen = opened.statement.frozen();
                if (frozen != null) {
                    check("frozen report", () -> again.frozen(store, frozen));
                }
                check("records shown", again::recordsShown);
                check("proofs shown", again::proofsShown);
                check("index page", again::indexPage);
            }
        }
    }

    private static Catalogue catalogue(Path root, Opened opened) throws IOException {
        List<Catalogue.Source> sources = new ArrayList<>();
        for (String name : opened.manifest.digests().keySet()) {
            if (PackagePart.of(name).orElseThrow() == PackagePart.CATALOGUE) {
                sources.add(new Catalogue.Source(name, Files.readAllBytes(root.resolve(name))));
            }
        }
        if (sources.isEmpty()) {
            throw new ZipFormException("it has no catalogue");
        }
        Catalogue catalogue;
        try {
            catalogue = Catalogue.ofSources(sources);
        } catch (CatalogueException e) {
            throw new EvidenceException(e.getMessage(), e);
        }
        if (!catalogue.digest().equals(opened.statement.catalogueDigest())) {
            throw new ZipFormException("the catalogue is not the one that the seal names");
        }
        return catalogue;
    }

    private boolean allVerified() {
        return checks.stream().allMatch(check -> check.status() == Status.VERIFIED);
    }

    private void check(String name, Step step) {
        Check check;
        try {
            check = step.run();
        } catch (ZipFormException | StoreException | EvidenceException e) {
            check = notVerified(name, e.getMessage());
        } catch (IOException e) {
            check = new Check(name, Status.COULD_NOT_CHECK, why(e));
        } catch (RuntimeException e) {
            check = notVerified(name, unreadable(e));
        }
        add(check);
    }

    /** Anyone can have made the package: what it does to a reader is a fault of it and must not end the checking. */
    private static String unreadable(RuntimeException e) {
        return "it cannot be read: " + e;
    }

    private void add(Check check) {
        checks.add(check);
        listener.accept(check);
    }

    private void couldNotCheck(String name, String why) {
        add(new Check(name, Status.COULD_NOT_CHECK, why));
    }

    static Check verified(String name, String detail) {
        return new Check(name, Status.VERIFIED, detail);
    }

    static Check notVerified(String name, String detail) {
        return new Check(name, Status.NOT_VERIFIED, detail);
    }

    private static String why(Exception e) {
        return e instanceof NoSuchFileException
                ? "there is no file " + e.getMessage() + "; check the name"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
