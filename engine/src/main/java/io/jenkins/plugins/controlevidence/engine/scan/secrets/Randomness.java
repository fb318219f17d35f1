package io.jenkins.plugins.controlevidence.engine.scan.secrets;

/** Tells what was drawn at random from what a person made up. */
final class Randomness {
    /**
     * For each letter those that often follow it in words: the 260 commonest pairs of a large code base's identifiers and
     * prose (Java, JavaScript, HTML), which are 97% of all pairs there and 38% of the pairs in random letters.
     */
    private static final String[] COMMON = {
        "bcdgilmnprstuvy",
        "aejlosuy",
        "acehiklortu",
        "adeikosu",
        "abcdefglmnpqrstvwx",
        "aefiortu",
        "eghirsu",
        "aeiorstu",
        "abcdefglmnoprstvz",
        "adeou",
        "aeios",
        "adeilnostuy",
        "abeilmops",
        "acdefgiklnostuvy",
        "abcdfghijklmnoprstuvw",
        "aeiloprtuy",
        "u",
        "acdegiklmnorstuvy",
        "acehiklopstuy",
        "acehilmoprstuwy",
        "abcdegiklmnprst",
        "aeio",
        "aehinors",
        "cempt",
        "lprs",
        "e"
    };

    private static final boolean[] UNCOMMON = uncommonPairs();

    private Randomness() {}

    private static boolean[] uncommonPairs() {
        boolean[] uncommon = new boolean[26 * 26];
        for (int a = 0; a < 26; a++) {
            for (int b = 0; b < 26; b++) {
                uncommon[a * 26 + b] = COMMON[a].indexOf('a' + b) < 0;
            }
        }
        return uncommon;
    }

    /**
     * Shannon's entropy of a text's own characters.
     *
     * @param text any text
     * @return bits a character; 0 for an empty text
     */
    static double entropy(String text) {
        int[] counts = new int[256];
        for (int i = 0; i < text.length(); i++) {
            counts[text.charAt(i) & 0xff]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /**
     * How unlike words and identifiers a text is: the share of its neighbouring characters that are a pair of letters rare in
     * words, or a letter beside a digit. Identifiers have as much entropy as keys, but are below 0.15 here; random text of any
     * alphabet is above 0.35.
     *
     * @param text any text
     * @return 0 to 1
     */
    static double surprise(String text) {
        int surprises = 0;
        for (int i = 1; i < text.length(); i++) {
            char a = text.charAt(i - 1);
            char b = text.charAt(i);
            if (isLetter(a) && isLetter(b)) {
                surprises += UNCOMMON[((a | 0x20) - 'a') * 26 + (b | 0x20) - 'a'] ? 1 : 0;
            } else if ((isLetter(a) && isDigit(b)) || (isDigit(a) && isLetter(b))) {
                surprises++;
            }
        }
        return text.length() < 2 ? 0 : (double) surprises / (text.length() - 1);
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
