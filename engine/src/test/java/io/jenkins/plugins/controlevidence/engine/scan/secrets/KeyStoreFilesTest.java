package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoreFilesTest {
    private static final String ITERATIONS = "keystore.pkcs12.macIterationCount"; // of the JDK, when it writes

    private static KeyPair pair;
    private static X509Certificate certificate;

    @BeforeAll
    static void makeAKey() throws Exception {
        pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Principal name = new X500Principal("CN=made for a test");
        certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plusSeconds(1)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static byte[] store(String password, boolean withKey) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (withKey) {
            store.setKeyEntry("key", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        } else {
            store.setCertificateEntry("authority", certificate);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }

    private static SecretMatch in(byte[] file) {
        return new KeyStoreFiles().in(file, file.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notasecret", "changeit", "password"})
    void aKeyUnderAPublishedPasswordIsFoundAndNothingOfItIsShown(String password) throws Exception {
        SecretMatch match = in(store(password, true));
        assertNotNull(match);
        assertEquals("pkcs12-known-password", match.rule().id());
        assertEquals("…(" + match.end() + ")", Mask.of(match));
        assertFalse(match.toString().contains(match.secret()));
    }

    @Test
    void aKeyUnderAnotherPasswordIsNone() throws Exception {
        assertNull(in(store("q" + 4 + "Tz81vKx", true)));
    }

    @Test
    void aTrustStoreHoldsNoSecret() throws Exception {
        assertNull(in(store("changeit", false)));
    }

    /** Each try costs what the file asks for. */
    @Test
    void aFileThatAsksForTooManyIterationsIsSaidToBeUnseen() throws Exception {
        assertNotNull(in(withIterations(50_000)));
        assertEquals(Doubt.UNSEEN, in(withIterations(100_001)).doubt());
    }

    /** Each may ask for a quarter of a second, and a hostile history have thousands. */
    @Test
    void whenTheScanHasTriedEnoughOthersAreSaidToBeUnseen() throws Exception {
        KeyStoreFiles files = new KeyStoreFiles(3_500);
        for (int i = 0; i < 3; i++) {
            byte[] store = withIterations(10 + i);
            assertEquals(Doubt.NONE, files.in(store, store.length).doubt());
            assertEquals(Doubt.NONE, files.in(store, store.length).doubt(), "the same again costs nothing");
        }
        byte[] store = withIterations(10);
        for (int i = 0; i < 2; i++) {
            SecretMatch unseen = files.in(store, store.length);
            assertEquals(Doubt.UNSEEN, unseen.doubt());
            assertTrue(unseen.secret().contains("no password was tried"), unseen.secret());
        }
    }

    private static byte[] withIterations(int count) throws Exception {
        System.setProperty(ITERATIONS, Integer.toString(count));
        try {
            return store("notasecret", true);
        } finally {
            System.clearProperty(ITERATIONS);
        }
    }

    @Test
    void noFileThatBeginsLikeAKeyStoreBreaksTheScan() throws Exception {
        byte[] store = withIterations(10);
        assertNotNull(in(store));
        assertNull(in(Arrays.copyOf(store, store.length - 1)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] broken = store.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                broken[7 + random.nextInt(broken.length - 7)] = (byte) random.nextInt();
            }
            assertDoesNotThrow(() -> in(broken), "seed " + seed);
        }
    }

    @Test
    void itIsFoundAmongFiles(@TempDir Path directory) throws Exception {
        Files.write(directory.resolve("account.p12"), store("notasecret", true));
        List<Finding> findings = new DirectoryScan(SecretRules.load(), false)
                .scan(directory, GitFixture.KEY, Progress.NONE)
                .findings();
        assertEquals(1, findings.size());
        assertEquals(List.of(new Location("account.p12", 1)), findings.get(0).locations());
    }

    /** The second version is a delta of the first, so that it is read along it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsFoundInTheHistory(boolean packed, @TempDir Path directory) throws Exception {
        byte[] known = store("notasecret", true);
        byte[] closed = known.clone();
        closed[closed.length - 40]++; // in the authentication code or its salt: the password is another one
        try (GitFixture git = new GitFixture(directory)) {
            ObjectId first = git.commit("key", "ann", Map.of("account.p12", known));
            ObjectId second = git.commit("other key", "bob", Map.of("account.p12", closed), first);
            git.branch("main", second);
            if (packed) {
                git.run("repack", "-adfq");
                git.reopen();
            }
            List<Finding> findings = new SecretScanner(git.repository, SecretRules.load(), List.of())
                    .scan(git.request(second, null, null), Progress.NONE)
                    .findings();
            assertEquals(1, findings.size());
            assertEquals("pkcs12-known-password", findings.get(0).rule());
            assertEquals(first.name(), findings.get(0).introduced().commit());
            assertFalse(findings.get(0).atHead());
        }
    }
}
