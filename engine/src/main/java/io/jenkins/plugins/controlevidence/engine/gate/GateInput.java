package io.jenkins.plugins.controlevidence.engine.gate;

import io.jenkins.plugins.controlevidence.engine.source.Change;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a gate judges.
 *
 * @param change the change that wants to pass
 * @param scans the evidence; one scan a tool
 * @param history what persons decided on findings of the repository
 * @param now the time of the verdict, UTC
 */
public record GateInput(Change change, List<AssessedScan> scans, DecisionHistory history, Instant now) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are two scans by one tool: the gate could not tell which are all of them, and
     *     leaving out the bad one would go unseen. Join them first
     */
    public GateInput {
        Objects.requireNonNull(change, "change");
        scans = List.copyOf(scans);
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(now, "now");
        Set<String> tools = new HashSet<>();
        for (AssessedScan scan : scans) {
            if (!tools.add(scan.scan().tool().id())) {
                throw new IllegalArgumentException(
                        "two scans by " + scan.scan().tool().id());
            }
        }
    }
}
