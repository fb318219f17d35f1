package io.jenkins.plugins.controlevidence.engine.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.controlevidence.engine.evidence.Examples;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ArtefactRemoval;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalLookupTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SECOND = Instant.parse("2027-05-01T10:00:00.123456789Z");

    @TempDir
    Path directory;

    private static String remove(Store store, Instant at, String... digits) throws IOException {
        List<ArtefactRemoval.Removed> artefacts = List.of(digits).stream()
                .map(digit -> new ArtefactRemoval.Removed(digit.repeat(64), 3))
                .toList();
        return store.append(ActivityStatement.of(
                        new ArtefactRemoval(
                                400, at, new Actor("Ann", null, "ann", Actor.Type.PERSON), "why", artefacts, at),
                        Examples.invocation(),
                        List.of()))
                .id();
    }

    @Test
    void theLastRecordThatTookAnArtefactAwayIsFound() throws IOException {
        try (Store store = Store.openOrCreate(directory)) {
            String first = remove(store, FIRST, "a", "b");
            String second = remove(store, SECOND, "b", "c");
            try (EvidenceIndex index = EvidenceIndex.inMemory(store, Progress.NONE)) {
                RemovalLookup lookup = new RemovalLookup(index);

                assertEquals(Optional.of(new RemovalLookup.Removal(first, FIRST)), lookup.find("a".repeat(64)));
                assertEquals(Optional.of(new RemovalLookup.Removal(second, SECOND)), lookup.find("b".repeat(64)));
                assertEquals(Optional.of(new RemovalLookup.Removal(second, SECOND)), lookup.find("c".repeat(64)));
                assertEquals(Optional.empty(), lookup.find("d".repeat(64)));
            }
        }
    }
}
