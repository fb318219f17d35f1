package io.jenkins.plugins.controlevidence.engine.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code store.json}: that a directory is a store, in which format, and whose.
 *
 * @param origin name of the ledger, as its checkpoints have it
 * @param fingerprintKeyCheck fingerprint of a fixed text under the store's fingerprint key, by which a changed key is noticed
 */
record StoreFormat(String origin, String fingerprintKeyCheck) {
    /** Its name. */
    static final String NAME = "store.json";

    private static final String FORMAT = "control-evidence-store";
    private static final int VERSION = 1;

    static StoreFormat of(String origin, FingerprintKey key) {
        return new StoreFormat(origin, check(key));
    }

    private static String check(FingerprintKey key) {
        return key.fingerprint(FORMAT, "which fingerprint key is this");
    }

    static StoreFormat read(Path store) throws IOException {
        Path file = store.resolve(NAME);
        ObjectNode json;
        try {
            json = StrictJson.object(file.toString(), Files.readAllBytes(file));
        } catch (EvidenceException e) {
            throw new StoreException(e.getMessage() + ". Restore it from a backup.", e);
        }
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new StoreException(file + " is not that of a store.");
        }
        int version = json.path("version").asInt();
        if (version > VERSION) {
            throw new StoreException("The store " + store + " has format " + version
                    + ", made by a newer version of Control Evidence; this one knows format " + VERSION
                    + ". Use the newer version.");
        }
        StoreFormat format = new StoreFormat(
                json.path("origin").asText(), json.path("fingerprintKeyCheck").asText());
        if (version < VERSION
                || format.origin().isEmpty()
                || format.fingerprintKeyCheck().isEmpty()) {
            throw new StoreException(file + " is damaged. Restore it from a backup.");
        }
        return format;
    }

    boolean isOf(FingerprintKey key) {
        return check(key).equals(fingerprintKeyCheck);
    }

    /** The file to the byte: nothing in it can be changed unseen. */
    byte[] toBytes() {
        ObjectNode json =
                StrictJson.MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        json.put("origin", origin).put("fingerprintKeyCheck", fingerprintKeyCheck);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
