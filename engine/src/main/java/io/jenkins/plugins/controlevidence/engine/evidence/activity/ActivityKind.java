package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A kind of activity.
 *
 * @param id its id: {@code controlEvidence.kind} of its records, and the word that catalogues use
 * @param meaning what it says, a line for a person
 * @param type the Java record that holds one
 * @param computed whether it is worked out from a repository or a store, so that nobody can state it
 */
public record ActivityKind(String id, String meaning, Class<? extends Activity> type, boolean computed) {
    private static final String RESOURCES = "/io/jenkins/plugins/controlevidence/engine/evidence/";

    /** A kind that people or systems state. */
    ActivityKind(String id, String meaning, Class<? extends Activity> type) {
        this(id, meaning, type, false);
    }

    /**
     * A document of this kind that is valid: what a person starts from.
     *
     * @return JSON in UTF-8
     */
    public byte[] example() {
        String resource = RESOURCES + "example/" + id + ".json";
        try (InputStream in = ActivityKind.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the example " + resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
