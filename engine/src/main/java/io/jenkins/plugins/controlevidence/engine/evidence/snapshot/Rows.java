package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import java.io.IOException;

/** Is told the rows of an export, in their order. */
@FunctionalInterface
interface Rows {
    /**
     * A row.
     *
     * @param list where it stands: a {@link ExportFormat#list()}
     * @param row what it says
     * @param line the line on which it ends, from 1
     * @throws IOException if it is not what it should be
     */
    void row(String list, ExportRow row, long line) throws IOException;
}
