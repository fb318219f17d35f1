package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.source.Printable;

/** Text for HTML and SVG. */
public final class Html {
    private Html() {}

    /**
     * Escaped for content and quoted attributes, with what is hidden made visible.
     *
     * @param text any text
     * @return what shows it and does nothing
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        Printable.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
