package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Conclusive scans of all history, to be asked for the first one that saw a commit. */
final class HistoryScans {
    /** By repository, branch and line: by position, the earliest scan at that position or a later one. */
    private final Map<List<Object>, TreeMap<Long, RecordRow>> earliestFrom = new HashMap<>();

    HistoryScans(List<RecordRow> scans) {
        Map<List<Object>, List<RecordRow>> byLine = new HashMap<>();
        for (RecordRow scan : scans) {
            if (scan.allHistory()
                    && scan.conclusive()
                    && !scan.retracted()
                    && scan.place() != null
                    && scan.branch() != null) {
                byLine.computeIfAbsent(
                                List.of(
                                        scan.repository(),
                                        scan.branch(),
                                        scan.place().line()),
                                k -> new ArrayList<>())
                        .add(scan);
            }
        }
        byLine.forEach((line, onLine) -> earliestFrom.put(line, earliest(onLine)));
    }

    private static TreeMap<Long, RecordRow> earliest(List<RecordRow> scans) {
        TreeMap<Long, RecordRow> map = new TreeMap<>();
        RecordRow earliest = null;
        scans.sort(Comparator.<RecordRow>comparingLong(scan -> scan.place().position())
                .reversed());
        for (RecordRow scan : scans) {
            if (earliest == null || scan.finished().isBefore(earliest.finished())) {
                earliest = scan;
            }
            map.put(scan.place().position(), earliest);
        }
        return map;
    }

    /** The first scan that saw the commit, or null if none is known to have seen it. */
    @CheckForNull
    RecordRow covering(CommitRow commit) {
        TreeMap<Long, RecordRow> line = earliestFrom.get(
                List.of(commit.repository(), commit.branch(), commit.place().line()));
        Map.Entry<Long, RecordRow> scan =
                line == null ? null : line.ceilingEntry(commit.place().position());
        return scan == null ? null : scan.getValue();
    }
}
