package io.jenkins.plugins.controlevidence.build;

import io.jenkins.plugins.controlevidence.engine.source.Printable;

/** What we write into build logs: lines that say who speaks, free of anything that could forge another line. */
final class BuildLog {
    private BuildLog() {}

    static String line(String text) {
        return "[Control Evidence] " + Printable.of(text);
    }
}
