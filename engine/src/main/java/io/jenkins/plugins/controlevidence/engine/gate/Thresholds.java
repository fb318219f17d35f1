package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import java.util.Map;
import java.util.Objects;

/**
 * The limits that scans are held against, each scan by itself.
 *
 * @param general for every family that has none of its own
 * @param byFamily for one family, in place of the general ones
 */
public record Thresholds(Limits general, Map<Family, Limits> byFamily) {
    /** Copies the map. */
    public Thresholds {
        Objects.requireNonNull(general, "general");
        byFamily = Map.copyOf(byFamily);
    }

    /**
     * The limits for scans of a family.
     *
     * @param family which
     * @return its own or the general ones
     */
    public Limits of(Family family) {
        return byFamily.getOrDefault(family, general);
    }
}
