package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.util.Objects;

/**
 * The record of a gate's verdict, as other records name it.
 *
 * @param record its id
 * @param sha256 SHA-256 of its envelope's bytes, lower-case hexadecimal
 * @param outcome what the gate said
 */
public record GateResult(String record, String sha256, Outcome outcome) {
    /** Refuses null. */
    public GateResult {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(outcome, "outcome");
    }
}
