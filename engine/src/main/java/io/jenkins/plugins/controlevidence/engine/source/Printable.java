package io.jenkins.plugins.controlevidence.engine.source;

/**
 * Shows names that somebody else chose, such as file names in a commit, within a sentence for a person: git allows newlines,
 * terminal escapes and marks that turn the direction of writing, which would let a name forge the lines around it.
 */
public final class Printable {
    private Printable() {}

    /**
     * Makes a text harmless to show on one line.
     *
     * @param text any text
     * @return the text with control, format and unassigned characters, line separators and broken surrogates written as
     *     {@code \}{@code u{hex}}
     */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Whether all of it is printable ASCII, as most texts are: then there is nothing to look for. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
