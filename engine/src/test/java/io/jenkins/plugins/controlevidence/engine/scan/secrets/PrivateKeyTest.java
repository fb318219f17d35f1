package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A private key is found whatever its length and label: it is longer than the window, and the cut may fall anywhere. */
class PrivateKeyTest {
    private static final SecretDetector DETECTOR = new SecretDetector(SecretRules.load());

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "RSA, 2048", "RSA, 4096", "EC, 256", "EC, 521", "Ed25519, 0"})
    void isFoundUnderEveryLabel(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        for (String label : new String[] {"", "RSA ", "EC ", "DSA ", "OPENSSH "}) {
            String dashes = "-----";
            String pem = dashes + "BEGIN " + label + "PRIVATE KEY" + dashes + "\n" + body + "\n" + dashes + "END "
                    + label + "PRIVATE KEY" + dashes + "\n";
            assertEquals(1, DETECTOR.find("key:\n" + pem).size(), () -> algorithm + " " + bits + " as '" + label + "'");
        }
    }
}
