package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.core.StreamReadConstraints;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;

/** How much of a file is believed to be an export. What goes beyond is refused, not cut. */
final class ExportLimits {
    /** Bytes of the file. */
    static final long BYTES = 1L << 30;

    /** Rows; one account may have several. */
    static final int ROWS = 2_000_000;

    /** Accounts. */
    static final int ACCOUNTS = 500_000;

    /** Cells of a line, or values in the object of an account. */
    static final int VALUES = 20_000;

    /** Characters of a line, or of the object of an account. */
    static final int CHARACTERS = 1_000_000;

    /** Characters of an id, a name or a role. */
    static final int TEXT = 500;

    static final StreamReadConstraints CSV = StreamReadConstraints.builder()
            .maxStringLength(CHARACTERS)
            .maxDocumentLength(BYTES)
            .build();

    private int values;
    private int characters;

    /** Counts a value of one row. */
    void spend(String value) throws BrokenReportException {
        characters += value.length();
        if (++values > VALUES || characters > CHARACTERS) {
            throw new BrokenReportException("has one entry that is far too large for an account");
        }
    }
}
