package io.jenkins.plugins.controlevidence.engine.finding;

import java.util.Locale;

/** The one scale that findings of all tools are put on, most severe first. The tool's own word is kept beside it. */
public enum Severity {
    /** CVSS 9.0 and above; exploitable now. */
    CRITICAL,
    /** CVSS 7.0 to 8.9. */
    HIGH,
    /** CVSS 4.0 to 6.9. */
    MEDIUM,
    /** CVSS 0.1 to 3.9. */
    LOW,
    /** Worth knowing; CVSS 0. */
    INFO;

    /**
     * The severity of a CVSS base score, by the qualitative scale of CVSS v3.1, section 5.
     *
     * @param score 0.0 to 10.0
     * @return never null
     * @throws IllegalArgumentException if the score is outside 0 to 10
     */
    public static Severity ofCvss(double score) {
        if (!(score >= 0 && score <= 10)) {
            throw new IllegalArgumentException("a CVSS score is 0.0 to 10.0, not " + score);
        }
        if (score >= 9) {
            return CRITICAL;
        }
        if (score >= 7) {
            return HIGH;
        }
        if (score >= 4) {
            return MEDIUM;
        }
        return score > 0 ? LOW : INFO;
    }

    /**
     * Whether this is as severe as {@code threshold} or more.
     *
     * @param threshold the severity to compare with
     * @return true for {@code CRITICAL.isAtLeast(HIGH)}
     */
    public boolean isAtLeast(Severity threshold) {
        return compareTo(threshold) <= 0;
    }

    /**
     * The name as it stands in files: {@code critical}, {@code high}, {@code medium}, {@code low}, {@code info}.
     *
     * @return lower case
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
