package io.jenkins.plugins.controlevidence.engine.finding;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Objects;

/**
 * One fault that a scanner found, free of secrets: whoever makes one has redacted its texts.
 *
 * <p>The same fault in several places is one finding with several locations where the fault is one thing to mend (a leaked
 * credential, a vulnerable component), else one finding a place.
 *
 * @param family what kind of fault it is
 * @param tool id of the tool that found it, as in the tool catalogue
 * @param rule the tool's id of the rule, CVE or check
 * @param title what it is, one line for a person, redacted
 * @param severity on our scale
 * @param toolSeverity the tool's own word or number for the severity, or null if it gave none
 * @param message what the tool says of it, redacted, possibly empty
 * @param locations where it is, the first the most telling; at most 20; empty where a place makes no sense
 * @param occurrences in how many places it is, at least the number of locations
 * @param fingerprint stable id of the fault, lower-case hexadecimal; the same after lines move
 * @param identifiers public ids: {@code CVE-…}, {@code GHSA-…}, {@code CWE-…}
 * @param help address of an explanation and what to do, or null
 * @param component package URL (purl) of the component at fault, or null
 * @param mask what may be shown of a credential, such as {@code ghp_…(40)}, or null if it is none
 * @param introduced the commit that brought it in, or null if unknown
 * @param atHead whether it is still there at the head commit; null if unknown
 */
public record Finding(
        Family family,
        String tool,
        String rule,
        String title,
        Severity severity,
        @CheckForNull String toolSeverity,
        String message,
        List<Location> locations,
        int occurrences,
        String fingerprint,
        List<String> identifiers,
        @CheckForNull String help,
        @CheckForNull String component,
        @CheckForNull String mask,
        @CheckForNull Introduced introduced,
        @CheckForNull Boolean atHead) {
    /** How many locations a finding names at most. */
    public static final int MAX_LOCATIONS = 20;

    /** Copies the lists and rejects null where it is not allowed. */
    public Finding {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        locations = List.copyOf(locations);
        Objects.requireNonNull(fingerprint, "fingerprint");
        identifiers = List.copyOf(identifiers);
        if (locations.size() > MAX_LOCATIONS || occurrences < locations.size()) {
            throw new IllegalArgumentException(
                    locations.size() + " locations of " + occurrences + ", at most " + MAX_LOCATIONS);
        }
    }
}
