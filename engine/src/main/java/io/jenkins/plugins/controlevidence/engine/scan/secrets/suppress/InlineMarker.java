package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code control-evidence:allow REASON} in the line of a credential or in the line before it. Without a reason it does not
 * count.
 */
public final class InlineMarker {
    private static final String WORD = "control-evidence:allow";

    private static final Pattern MARKER = Pattern.compile(WORD + "(?:[ :=]+([^\\r\\n]{0,200}))?");

    /** What closes a comment is no reason. */
    private static final Pattern END_OF_COMMENT = Pattern.compile("\\s*(?:-->|\\*/|#}|%>|\"|')?[\\s,;]*$");

    private InlineMarker() {}

    /**
     * The marker for a line.
     *
     * @param text the whole file
     * @param line the credential's line, from 1
     * @return the reason; empty if there is a marker without one; null if there is no marker
     */
    @CheckForNull
    public static String reason(byte[] text, int line) {
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", line + 1);
        String own = line <= lines.length ? reason(lines[line - 1]) : null;
        return own != null || line < 2 || line > lines.length ? own : reason(lines[line - 2]);
    }

    /**
     * Whether a file has any marker, with a reason or without.
     *
     * @param text the whole file
     * @return true if it has
     */
    public static boolean isIn(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).contains(WORD);
    }

    @CheckForNull
    private static String reason(String line) {
        Matcher matcher = MARKER.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        String reason = matcher.group(1) == null ? "" : matcher.group(1);
        return END_OF_COMMENT.matcher(reason).replaceFirst("").trim();
    }
}
