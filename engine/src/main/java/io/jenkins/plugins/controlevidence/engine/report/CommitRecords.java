package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records by the commit that they speak of: looked up once for each of a hundred thousand commits and several tests. */
final class CommitRecords {
    private final Map<String, Map<String, List<RecordRow>>> byRepository = new HashMap<>();

    /** Takes records in the order of the ledger, and keeps it. */
    CommitRecords(List<RecordRow> records) {
        for (RecordRow row : records) {
            if (row.repository() != null && row.commit() != null) {
                byRepository
                        .computeIfAbsent(row.repository(), k -> new HashMap<>())
                        .computeIfAbsent(row.commit(), k -> new ArrayList<>(4))
                        .add(row);
            }
        }
    }

    /** The records about a commit, of every kind; empty if there are none. */
    List<RecordRow> of(String repository, String commit) {
        return byRepository.getOrDefault(repository, Map.of()).getOrDefault(commit, List.of());
    }
}
