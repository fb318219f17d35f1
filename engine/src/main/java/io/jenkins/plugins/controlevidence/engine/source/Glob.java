package io.jenkins.plugins.controlevidence.engine.source;

import com.google.re2j.Pattern;

/**
 * Matches paths and branch names, the same on every system, in linear time: {@code ?} is one character and {@code *} any
 * number of them, neither a slash; {@code **} is anything, and <code>**&#47;</code> also nothing, so that
 * <code>**&#47;test/*</code> matches {@code test/a}. A trailing slash means everything below. All else is itself.
 */
public final class Glob {
    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * A glob.
     *
     * @param glob the text, as above; every text is one
     * @return what matches it
     */
    public static Glob of(String glob) {
        String whole = glob.endsWith("/") ? glob + "**" : glob;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < whole.length(); ) {
            if (whole.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (whole.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                int c = whole.codePointAt(i);
                regex.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(Character.toString(c));
                        });
                i += Character.charCount(c);
            }
        }
        return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /**
     * Whether a path or name matches, from its first character to its last.
     *
     * @param text the path or name
     * @return true if it does
     */
    public boolean matches(String text) {
        return pattern.matches(text);
    }
}
