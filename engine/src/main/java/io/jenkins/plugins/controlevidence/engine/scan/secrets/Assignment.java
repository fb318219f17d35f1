package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What is assigned to a name: {@code "dd_api_key": "…"}, {@code export DD_API_KEY=…}, {@code setApiKey('…')},
 * {@code <apiKey>…</apiKey>}, {@code --token …}, {@code - name: KEY} and {@code value: …} on the next line. Read by hand, in one
 * pass of bounded length, because it is tried at every "password" and "token" of a history.
 *
 * @param start index of the first byte of the value
 * @param quote the quote that it is in, or 0 if in none
 */
record Assignment(int start, byte quote) {
    private static final String[] SCHEMES = {"bearer ", "token ", "apikey "};
    private static final int NAME_REST = 40;
    private static final int GAP = 24;

    /**
     * Reads on from a keyword within a name.
     *
     * @param text the bytes
     * @param keywordStart index of the keyword's first byte
     * @param keywordEnd index after its last
     * @param length how many bytes of {@code text} count
     * @return where the value is, or null if nothing is assigned
     */
    @CheckForNull
    static Assignment after(byte[] text, int keywordStart, int keywordEnd, int length) {
        int i = keywordEnd;
        int nameEnd = Math.min(length, i + NAME_REST);
        while (i < nameEnd && isNameByte(text[i])) {
            i++;
        }
        int name = i;
        while (i < nameEnd && (isNameByte(text[i]) || text[i] == ' ' || text[i] == '\t')) {
            i++; // "const password string =", "Datadog API key:"
        }
        int end = Math.min(length, i + GAP);
        while (i < end && isCloser(text[i])) {
            i++;
        }
        i = skipValueWord(text, i, end);
        int operator = i;
        while (i < end && (isOperator(text[i]) || (text[i] == '(' && i == operator))) {
            i++;
        }
        if (i == operator) {
            return isOption(text, keywordStart) && name < length && text[name] == ' ' ? at(text, name, length) : null;
        }
        Assignment assignment = at(text, skipType(text, i, Math.min(length, i + 40)), length);
        boolean argument = text[i - 1] == ',' || text[i - 1] == '(';
        return argument && assignment != null && assignment.quote == 0
                ? null
                : assignment; // else a variable is handed over
    }

    @CheckForNull
    private static Assignment at(byte[] text, int from, int length) {
        int i = from;
        int end = Math.min(length, from + GAP);
        i = skipBlanks(text, i, end);
        i = skipScheme(text, skipListMark(text, i, end, length), length);
        if (i < end && isStringPrefix(text, i, end)) {
            i++;
        }
        byte quote = 0;
        while (i < end && (isQuote(text[i]) || (text[i] == '\\' && i + 1 < end && isQuote(text[i + 1])))) {
            quote = text[i] == '\\' ? quote : text[i];
            i++;
        }
        i = skipScheme(text, i, length);
        return i < length ? new Assignment(i, quote) : null;
    }

    /**
     * Whether the value ends where a match ends: at its closing quote, or without one at a blank, a separator or the end.
     *
     * @param text the bytes
     * @param end index after the match
     * @param length how many bytes of {@code text} count
     * @return false if the match is only the beginning of the value
     */
    boolean endsAt(byte[] text, int end, int length) {
        if (end >= length) {
            return quote == 0;
        }
        byte b = text[end];
        if (quote != 0) {
            return b == quote || (b == '\\' && end + 1 < length && (isQuote(text[end + 1]) || text[end + 1] == 'n'));
        }
        return b <= ' ' && b >= 0 || ",;&<>'\"`)}]|#\\@".indexOf(b) >= 0;
    }

    /** {@code value} or {@code defaultValue} between the name and what is assigned, as in XML attributes and Kubernetes. */
    private static int skipValueWord(byte[] text, int from, int end) {
        int i = from;
        while (i < end && (text[i] <= ' ' && text[i] >= 0 || text[i] == ',')) {
            i++;
        }
        for (String word : new String[] {"value", "\"value\"", "default"}) {
            if (startsWith(text, i, end, word)) {
                i += word.length();
                while (i < end && text[i] == ' ') {
                    i++;
                }
                return i;
            }
        }
        // a line break between name and operator is not an assignment
        for (int k = from; k < i; k++) {
            if (text[k] == '\n') {
                return from;
            }
        }
        return isArgument(text, from, i) ? from : i;
    }

    /** A comma and blanks between the name and the value are an operator: {@code setProperty("token", "…")}. */
    private static boolean isArgument(byte[] text, int from, int to) {
        return from < to && text[from] == ',';
    }

    /** The type in {@code password: string = "…"}. */
    private static int skipType(byte[] text, int from, int end) {
        if (text[from - 1] != ':') {
            return from;
        }
        int i = from;
        while (i < end && (isNameByte(text[i]) || text[i] == ' ' || text[i] == '?' || text[i] == '&')) {
            i++;
        }
        boolean typed = i > from
                && i + 1 < end
                && text[i] == '='
                && (text[i + 1] == ' ' || (isQuote(text[i + 1]) && !hasBlank(text, from, i)));
        return typed ? i + 1 : from;
    }

    /** {@code Digest username="…"} is no type; {@code  string="…"} is one. */
    private static boolean hasBlank(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] == ' ') {
            i++;
        }
        while (i < to && text[i] != ' ') {
            i++;
        }
        return i < to;
    }

    private static int skipScheme(byte[] text, int at, int length) {
        for (String scheme : SCHEMES) {
            if (startsWith(text, at, length, scheme)) {
                return at + scheme.length();
            }
        }
        return at;
    }

    /**
     * A list of one, as recorded requests have their headers: {@code Authorization: ["Bearer …"]}, in YAML in the next line. Other
     * lists are of names more often than of secrets.
     */
    private static int skipListMark(byte[] text, int at, int end, int length) {
        if (at + 1 >= end || !(text[at] == '[' || (text[at] == '-' && text[at + 1] == ' '))) {
            return at;
        }
        int item = skipBlanks(text, at + 1, end);
        int value = item < end && isQuote(text[item]) ? item + 1 : item;
        return skipScheme(text, value, length) > value ? item : at;
    }

    private static int skipBlanks(byte[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] <= ' ' && text[i] > 0) {
            i++;
        }
        return i;
    }

    private static boolean startsWith(byte[] text, int at, int end, String lowerCase) {
        if (end - at < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            byte b = text[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOption(byte[] text, int keywordStart) {
        int i = keywordStart;
        int least = Math.max(0, keywordStart - NAME_REST);
        while (i > least && isNameByte(text[i - 1])) {
            i--;
        }
        return text[i] == '-' && text[i + 1] == '-';
    }

    private static boolean isStringPrefix(byte[] text, int at, int end) {
        return at + 1 < end && isQuote(text[at + 1]) && "@bBuUrR$fL".indexOf(text[at]) >= 0;
    }

    private static boolean isQuote(byte b) {
        return b == '"' || b == '\'' || b == '`';
    }

    private static boolean isCloser(byte b) {
        return isQuote(b) || b == ']' || b == ')' || b == '\\' || b == ' ' || b == '\t' || b == '?' || b == '!';
    }

    private static boolean isOperator(byte b) {
        return b == '=' || b == ':' || b == '>' || b == ',' || b == '|';
    }

    /**
     * Whether a byte can be part of a name.
     *
     * @param b a byte
     * @return true for letters and digits, underscores, hyphens and dots
     */
    static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '-'
                || b == '.';
    }
}
