package io.jenkins.plugins.controlevidence.engine.scan.secrets;

/** Where names and values begin and end in a text. All of it looks at a few bytes around a place only. */
final class WordBounds {
    /** What joins a value to more of the same value. */
    private static final String JOINS = "?!^*%~$";

    private WordBounds() {}

    /** A match begins where no word goes on: {@code myghp_…} is none. Escapes before it are no words. */
    static boolean beginsThere(byte[] text, int at) {
        if (at == 0 || !isWordByte(text[at - 1]) || !isWordByte(text[at])) {
            return true;
        }
        boolean escaped = at >= 2 && text[at - 2] == '\\' && "nrtbf".indexOf(text[at - 1]) >= 0;
        boolean encoded = at >= 3 && text[at - 3] == '%' && isHexDigit(text[at - 2]) && isHexDigit(text[at - 1]);
        return escaped || encoded;
    }

    /** A match ends where no word goes on. */
    static boolean endsThere(byte[] text, int end, int length) {
        return end >= length || !isWordByte(text[end]) || !isWordByte(text[end - 1]);
    }

    /**
     * Whether a provider's name is only a part of a word: {@code dd-app} in {@code add-app}, {@code etsy} in {@code SetSysctl},
     * {@code sumo} in {@code sumOf}, {@code duo} in {@code 9duo}; in {@code MY_DD_APP} it is a word.
     *
     * @param text the bytes
     * @param start index of the name's first byte
     * @param end index after its last
     * @param length how many bytes of {@code text} count
     * @return true if it is none
     */
    static boolean isPartOfWord(byte[] text, int start, int end, int length) {
        boolean endsInNextWord =
                end < length && isLowerCase(text[end - 2]) && isUpperCase(text[end - 1]) && isLowerCase(text[end]);
        return endsInNextWord || (start > 0 && goesOn(text[start - 1], text[start]));
    }

    private static boolean goesOn(byte before, byte first) {
        return isDigit(before)
                || (isUpperCase(before) && isUpperCase(first))
                || (isLetter(before) && isLowerCase(first));
    }

    /** A hash in a URL or after {@code @} and {@code #} is none of the provider's keys. */
    static boolean mayBeginNear(byte[] text, int at) {
        return isWordByte(text[at]) ? "/@#".indexOf(text[at - 1]) < 0 : " \t\"'`=:>".indexOf(text[at - 1]) >= 0;
    }

    /** {@code abc?def}: what stands there is longer than the match. */
    static boolean isPartOfValue(byte[] text, int start, int end, int length) {
        return (start > 0 && JOINS.indexOf(text[start - 1]) >= 0)
                || (end + 1 < length && JOINS.indexOf(text[end]) >= 0 && isWordByte(text[end + 1]));
    }

    /** Whether a byte comes before the next blank or quote. */
    static boolean follows(byte wanted, byte[] text, int from, int length) {
        for (int i = from; i < length && text[i] > ' ' && text[i] != '"' && text[i] != '\''; i++) {
            if (text[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordByte(byte b) {
        return isLetter(b) || isDigit(b) || b == '_';
    }

    private static boolean isHexDigit(byte b) {
        return isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return isLowerCase(b) || isUpperCase(b);
    }

    private static boolean isLowerCase(byte b) {
        return b >= 'a' && b <= 'z';
    }

    private static boolean isUpperCase(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
