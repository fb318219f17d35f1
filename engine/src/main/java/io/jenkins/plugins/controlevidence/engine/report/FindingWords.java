package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import java.util.List;
import java.util.stream.Collectors;

/** Findings in a sentence. */
final class FindingWords {
    private static final int SHOWN = 3;

    private FindingWords() {}

    /** Such as {@code brought in 4 findings: title at path:1; …; and 1 more}. */
    static String list(String verb, List<FindingRow> findings) {
        String shown = findings.stream().limit(SHOWN).map(FindingWords::one).collect(Collectors.joining("; "));
        int rest = findings.size() - SHOWN;
        return verb + " " + findings.size() + (findings.size() == 1 ? " finding" : " findings") + " still open: "
                + shown + (rest > 0 ? "; and " + rest + " more" : "");
    }

    /** Such as {@code AWS access key at src/a.txt:3}. */
    static String one(FindingRow finding) {
        return finding.title() + (finding.location() == null ? "" : " at " + finding.location());
    }
}
