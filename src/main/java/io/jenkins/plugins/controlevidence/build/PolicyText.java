package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.PolicyDocument;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Policies as text, as they travel to agents and lie in the store. No text stands for the default policy. */
final class PolicyText {
    private PolicyText() {}

    /**
     * Reads a policy.
     *
     * @param yaml content of a policy file, or null for the default
     * @return the policy
     * @throws AbortException if it is none; the message names line, column and remedy
     */
    static Policy parse(@CheckForNull String yaml) throws AbortException {
        try {
            return yaml == null
                    ? Policy.defaults()
                    : PolicyReader.parse(Policy.FILE_NAME, yaml.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Keeps a policy in the store, so that what a verdict went by can be shown. */
    static ArtefactReference keep(Store store, String yaml) throws IOException {
        return store.artefacts()
                .put(
                        PolicyDocument.NAME,
                        PolicyDocument.MEDIA_TYPE,
                        to -> to.write(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a policy from the store; the default if there is no text. */
    static Policy read(Store store, @CheckForNull ArtefactReference text) throws IOException {
        if (text == null) {
            return Policy.defaults();
        }
        try (InputStream from = store.artefacts().open(text)) {
            return parse(new String(from.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
