package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.StreamReadConstraints;

/** How much of a report is believed to be a report. What goes beyond is refused, not cut: half a report proves nothing. */
final class ReportLimits {
    /** Findings in one report. */
    static final int FINDINGS = 100_000;

    /** Components in one inventory. */
    static final int COMPONENTS = 500_000;

    /** Rules of one run, base addresses, files and credentials of one report. */
    static final int ENTRIES = 200_000;

    /** Names in one object. */
    static final int NAMES_PER_OBJECT = 200_000;

    /** Values (and characters, times 64) in what is read of one finding. */
    static final int VALUES_PER_FINDING = 20_000;

    /** Characters of text that are held in memory of one report. */
    static final long HELD = 150_000_000;

    /** Places of one finding. */
    static final int PLACES = 1_000;

    /** Characters that are kept of a message; a longer one ends in an ellipsis. */
    static final int MESSAGE = 1_000;

    /** Characters that are kept of a title. */
    static final int TITLE = 200;

    static final StreamReadConstraints JSON = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxDocumentLength(4L << 30)
            .maxTokenCount(500_000_000)
            .maxNumberLength(100)
            .maxStringLength(10_000_000)
            .maxNameLength(10_000)
            .build();

    private ReportLimits() {}
}
