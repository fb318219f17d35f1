package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import io.jenkins.plugins.controlevidence.engine.finding.Location;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.archive.Archive;

/**
 * Where a credential is.
 *
 * @param file path of the file
 * @param within if the file is an archive, the path in it, which begins with {@link Archive#SEPARATOR}; else empty
 * @param line its line, from 1; 0 where all of it is meant
 */
record Place(String file, String within, int line) {
    /** The path as a person reads it, such as {@code lib/a.jar!/x.env}. */
    String path() {
        return file + within;
    }

    Location location() {
        return new Location(path(), line);
    }

    /** Whether such a thing is none there. */
    boolean isSkippedBy(SecretRule rule) {
        return rule.skipped().stream().anyMatch(skipped -> skipped.matches(path()) || skipped.matches(file));
    }
}
