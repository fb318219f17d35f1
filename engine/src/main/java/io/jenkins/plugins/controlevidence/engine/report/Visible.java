package io.jenkins.plugins.controlevidence.engine.report;

/**
 * Makes texts from a repository safe to look at: what would not be seen, or would change how the rest is seen (controls, marks
 * that turn the direction of writing, invisible characters), is written as an escape, such as {@code \\u{202E}}.
 */
final class Visible {
    private Visible() {}

    static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                out.append("\\u{").append(String.format("%04X", c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Whether all of it is printable ASCII, as most texts of a long report are: then there is nothing to look for. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
