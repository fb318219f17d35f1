package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.util.Objects;

/**
 * One thing that keeps a gate from passing, or that a person should know though it passed.
 *
 * @param code stable id for machines, such as {@code findings-above-threshold}, {@code scan-missing}
 * @param blocking whether it alone denies the gate
 * @param family the family it is about, or null if it is about the change as a whole
 * @param text what is wrong, one sentence, redacted
 * @param remedy what to do, one sentence
 */
public record Reason(
        String code, boolean blocking, @CheckForNull Family family, String text, String remedy) {
    /** Rejects null where it is not allowed. */
    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(remedy, "remedy");
    }
}
