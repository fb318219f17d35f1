package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretDetector;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.Printable;

/** Makes texts of others fit to be kept in a build and shown. */
final class Texts {
    private static final int MAX = 500;

    private Texts() {}

    /** A text that is free of secrets already, on one line, at most 500 characters of it. */
    static String shown(String text) {
        String visible = Printable.of(text);
        if (visible.length() <= MAX) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(MAX - 2)) ? MAX - 2 : MAX - 1;
        return visible.substring(0, end) + "…";
    }

    /** The text without what looks like a credential, for messages that nobody has redacted. */
    static String redacted(String text) {
        return new Redactor(new SecretDetector(SecretRules.load())).redact(text);
    }
}
