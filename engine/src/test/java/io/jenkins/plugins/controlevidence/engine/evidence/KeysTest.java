package io.jenkins.plugins.controlevidence.engine.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("keys/signing.pem");
    }

    @Test
    void keyIsReadableByItsOwnerAlone() throws Exception {
        SigningKey.loadOrCreate(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void keyThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
        SigningKey.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        EvidenceException e = assertThrows(EvidenceException.class, () -> SigningKey.load(file));
        assertTrue(e.getMessage().contains("chmod 600 " + file), e.getMessage());
    }

    @Test
    void keyStaysTheSame() throws Exception {
        SigningKey made = SigningKey.loadOrCreate(file);

        assertEquals(made.verifyingKey(), SigningKey.loadOrCreate(file).verifyingKey());
        assertTrue(made.isWrittenAs(Files.readAllBytes(file)));
    }

    @Test
    void manyWhoMakeTheKeyAtOnceGetOne() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                ids.add(SigningKey.loadOrCreate(file).verifyingKey().keyId());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals(1, ids.size());
    }

    @Test
    void theJavaPlatformReadsOurKeysAndAgreesOnSignatures() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SigningKey ours = SigningKey.loadOrCreate(file);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        var privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(der(Files.readString(file))));
        var publicKey = factory.generatePublic(
                new X509EncodedKeySpec(der(ours.verifyingKey().toPem())));
        for (int length = 0; length < 40; length++) {
            byte[] message = new byte[length * length];
            random.nextBytes(message);
            Signature theirs = Signature.getInstance("Ed25519");
            theirs.initVerify(publicKey);
            theirs.update(message);
            assertTrue(theirs.verify(ours.sign(message)), "seed " + seed);
            theirs.initSign(privateKey);
            theirs.update(message);
            byte[] signature = theirs.sign();
            assertTrue(ours.verifyingKey().verify(message, signature), "seed " + seed);
            signature[random.nextInt(signature.length)] ^= 1;
            assertFalse(ours.verifyingKey().verify(message, signature), "seed " + seed);
        }
        assertFalse(ours.verifyingKey().verify(new byte[0], new byte[0]));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    @Test
    void nothingSaysTheSecret() throws Exception {
        SigningKey key = SigningKey.loadOrCreate(file);
        byte[] secret = Arrays.copyOfRange(der(Files.readString(file)), 16, 48);

        assertFalse(key.toString().contains(HexFormat.of().formatHex(secret)));
        assertFalse(key.toString().contains(Base64.getEncoder().encodeToString(secret)));
    }

    @Test
    void brokenKeyFileIsRefusedAndNotQuoted() throws Exception {
        SigningKey.loadOrCreate(file);
        String pem = Files.readString(file);
        String body = pem.split("\n")[1];
        for (String broken : new String[] {
            "",
            "x",
            pem.substring(0, 60),
            pem.replace(body, body.substring(4)),
            pem.replace(body, "*" + body.substring(1))
        }) {
            Files.writeString(file, broken);

            Throwable e = assertThrows(EvidenceException.class, () -> SigningKey.load(file));
            assertFalse(e.getMessage().contains(body.substring(30)), e.getMessage());
            assertEquals(null, e.getCause());
        }
    }

    @Test
    void publicKeyIsReadInBothForms() throws Exception {
        VerifyingKey key = SigningKey.loadOrCreate(file).verifyingKey();

        assertEquals(key, VerifyingKey.parse(key.toPem()));
        assertEquals(key, VerifyingKey.parse(key.noteKey("example.org/log") + "\n"));
    }

    @Test
    void noteKeyIsTheOneOfTheSpecification() throws Exception {
        String published = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        byte[] text = "This is an example message.\n".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Base64.getDecoder()
                .decode("Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=");
        VerifyingKey key = VerifyingKey.parse(published);

        assertEquals(published, key.noteKey("example.com/foo"));
        assertTrue(key.verify(text, Arrays.copyOfRange(signature, 4, signature.length)));
    }

    @Test
    void whatIsNoPublicKeyIsRefused() {
        for (String text : new String[] {
            "",
            "a+b",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+*",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            "-----BEGIN PUBLIC KEY-----\nAAAA"
        }) {
            assertThrows(EvidenceException.class, () -> VerifyingKey.parse(text), text);
        }
    }
}
