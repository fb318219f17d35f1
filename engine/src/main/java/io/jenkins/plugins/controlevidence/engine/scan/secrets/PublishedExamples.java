package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credentials that standards and providers' documentation publish as examples, and that half the world has copied. Kept as SHA-256, so
 * that neither this scanner nor anyone else's takes the list itself for a leak.
 */
final class PublishedExamples {
    private static final String FILE = "published-examples.txt";
    private static final Set<String> DIGESTS = read();

    private PublishedExamples() {}

    /**
     * Whether a credential is one of them.
     *
     * @param secret the credential, ISO 8859-1
     * @return true if documentation publishes it
     */
    static boolean contains(String secret) {
        return DIGESTS.contains(
                HexFormat.of().formatHex(SecretRules.sha256().digest(secret.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Set<String> read() {
        try (InputStream in = PublishedExamples.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the installation lacks its file " + FILE + ": install it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new IllegalStateException("the file " + FILE + " cannot be read: " + e.getMessage(), e);
        }
    }
}
