package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;

/**
 * A pattern that is compiled when it is first needed: there are a thousand, a scan needs a few dozen, and compiling all takes
 * longer than scanning a push. Safe for use by several threads.
 */
final class LazyPattern {
    private final String text;
    private volatile Pattern compiled;

    LazyPattern(String text) {
        this.text = text;
    }

    /**
     * The pattern, compiled; it matches only from the first character on. It must say so itself: an anchor that is only asked for
     * with {@code lookingAt} does not keep RE2/J from reading the whole window after the last way to a match has failed.
     *
     * @return always the same
     * @throws com.google.re2j.PatternSyntaxException if it is none
     */
    Pattern get() {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile("\\A(?:" + text + ")");
            compiled = pattern;
        }
        return pattern;
    }

    /** The pattern in RE2 syntax. */
    @Override
    public String toString() {
        return text;
    }
}
