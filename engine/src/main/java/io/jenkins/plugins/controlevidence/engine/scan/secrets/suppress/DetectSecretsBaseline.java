package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * {@code .secrets.baseline} of detect-secrets: for each file the SHA-1 of credentials. Those that an audit has called real
 * ({@code is_secret: true}) are not suppressed.
 */
final class DetectSecretsBaseline implements Suppression {
    /** The file's name, in the root of the repository. */
    static final String FILE = ".secrets.baseline";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> known;

    private DetectSecretsBaseline(Set<String> known) {
        this.known = known;
    }

    /**
     * Reads the file.
     *
     * @param content its bytes, JSON
     * @return what it suppresses
     * @throws IOException if it is no JSON; says where
     */
    static DetectSecretsBaseline read(byte[] content) throws IOException {
        JsonNode results;
        try {
            results = JSON.readTree(content).path("results");
        } catch (JsonProcessingException e) {
            throw new IOException(
                    FILE + " is no JSON: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")",
                    e);
        }
        Set<String> known = new HashSet<>();
        results.properties().forEach(file -> file.getValue().forEach(secret -> {
            if (!secret.path("is_secret").asBoolean(false)) {
                known.add(file.getKey().replace('\\', '/') + ":"
                        + secret.path("hashed_secret").asText());
            }
        }));
        return new DetectSecretsBaseline(known);
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        return known.contains(suspect.path() + ":" + sha1(suspect.secret())) ? FILE : null;
    }

    private static String sha1(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(secret.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
