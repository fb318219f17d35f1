package io.jenkins.plugins.controlevidence.engine.finding;

/**
 * Text from a repository or a tool, fit to be shown: characters that a person cannot see, or that make a line look other than
 * it is (control characters, line breaks, bidirectional controls, unpaired surrogates), become visible escapes such as {@code
 * \u202E}. Names of files and authors are the attacker's to choose (CVE-2021-42574).
 */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Makes a text visible.
     *
     * @param text any text
     * @return the text on one line, each dangerous character as {@code \\uXXXX}
     */
    public static String of(String text) {
        StringBuilder visible = null;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int width = Character.charCount(character);
            if (hidden(character)) {
                if (visible == null) {
                    visible = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                visible.append(String.format("\\u%04X", character));
            } else if (visible != null) {
                visible.appendCodePoint(character);
            }
            i += width;
        }
        return visible == null ? text : visible.toString();
    }

    private static boolean hidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
