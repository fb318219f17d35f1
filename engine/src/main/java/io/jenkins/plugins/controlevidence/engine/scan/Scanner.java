package io.jenkins.plugins.controlevidence.engine.scan;

import io.jenkins.plugins.controlevidence.engine.source.Progress;

/** Something that looks for faults: our own scanner, or a tool that is run. */
public interface Scanner {
    /**
     * Scans. Whatever goes wrong with the tool or its report is an outcome, not an exception.
     *
     * @param request what to scan
     * @param progress is told how far it has come
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted; nothing of the tool runs on
     */
    Scan scan(ScanRequest request, Progress progress) throws InterruptedException;
}
