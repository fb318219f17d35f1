package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records by the commit that they speak of: looked up once for each of a hundred thousand commits and several tests. */
final class CommitRecords {
    private final Map<String, Map<String, List<RecordRow>>> byRepository = new HashMap<>();

    private final Map<String, RecordRow> byId = new HashMap<>();
    private final List<RecordRow> all;

    /** Takes records in the order of the ledger, and keeps it: those before the period, and those since. */
    CommitRecords(List<RecordRow> earlier, List<RecordRow> records) {
        add(earlier);
        add(records);
        all = Stream.concat(earlier.stream(), records.stream())
                .sorted(Comparator.comparingLong(RecordRow::leaf))
                .toList();
    }

    private void add(List<RecordRow> records) {
        for (RecordRow row : records) {
            byId.put(row.id(), row);
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

    /** All of them, in the order of the ledger. */
    List<RecordRow> all() {
        return all;
    }

    /** A record by its id; null if it is not among these. */
    @CheckForNull
    RecordRow record(String id) {
        return byId.get(id);
    }
}
