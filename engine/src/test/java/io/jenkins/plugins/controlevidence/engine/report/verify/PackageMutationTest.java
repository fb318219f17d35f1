package io.jenkins.plugins.controlevidence.engine.report.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.VerifyingKey;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.export.PackageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to a package without the private key is detected or refused, ends neither in a crash nor in a file written
 * anywhere. How many random changes: {@code -Dmutations=10000}.
 */
class PackageMutationTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 1_000);

    @TempDir
    static Path temporary;

    private static byte[] original;
    private static VerifyingKey key;
    private static SigningKey signingKey;

    @BeforeAll
    static void makePackage() throws IOException {
        Path file = temporary.resolve("original.zip");
        try (Store store = Store.openOrCreate(temporary.resolve("store"))) {
            RecordedQuarter.write(store);
            PackageFixture.export(store, PackageFixture.FEBRUARY, file);
            key = store.verifyingKey();
            signingKey = store.signingKey();
        }
        original = Files.readAllBytes(file);
    }

    @Test
    void theUnchangedPackageVerifies() throws IOException {
        List<Check> checks = verify(original);
        assertTrue(PackageFixture.verified(checks), checks::toString);
    }

    @Test
    void everyChangeIsDetectedOrRefused() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Set<String> before = files();
        for (int i = 0; i < MUTATIONS; i++) {
            PackageMutation mutation = PackageMutation.random(original, random);
            String what = "not noticed: " + mutation.what() + " (change " + i + ", seed " + seed + ")";
            List<Check> checks = verify(mutation.bytes());
            assertFalse(PackageFixture.verified(checks), what);
            assertTrue(checks.stream().anyMatch(check -> check.status() == Check.Status.NOT_VERIFIED), what);
        }
        assertEquals(before, files(), "a file was written, seed " + seed);
        System.out.println(MUTATIONS + " changes of a package, all noticed");
    }

    /**
     * What is in a package follows from its ledger: who holds the key must write another ledger to say something else. Only {@code
     * store.json} has a value that nothing in a package depends on, of a key that is not in it.
     */
    @Test
    void noFileCanBeChangedEvenWithThePrivateKey() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int count = 40;
        int deep = 0;
        for (int i = 0; i < count; i++) {
            PackageMutation mutation = PackageMutation.resigned(original, random, signingKey);
            String what = "not noticed: " + mutation.what() + " (change " + i + ", seed " + seed + ")";
            List<Check> checks = verify(mutation.bytes());
            assertTrue(checks.stream().anyMatch(check -> check.status() == Check.Status.NOT_VERIFIED), what);
            deep += checks.size() > 4 ? 1 : 0;
        }
        assertTrue(deep > count / 2, "the signature must hold for most of them");
    }

    private static List<Check> verify(byte[] bytes) throws IOException {
        Path file = temporary.resolve("changed.zip");
        Files.write(file, bytes);
        try {
            return PackageFixture.verify(file, key);
        } finally {
            Files.delete(file);
        }
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temporary.getParent(), 2)) {
            return all.map(Path::toString)
                    .filter(file -> file.startsWith(temporary.toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
