package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of each text of a result: a hundred thousand rows name a few repositories. */
final class TextInterner {
    private final Map<String, String> known = new HashMap<>();

    /** The first copy that was met. */
    @CheckForNull
    String one(@CheckForNull String text) {
        return text == null ? null : known.computeIfAbsent(text, same -> same);
    }
}
