package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.util.ArrayList;
import java.util.List;

/**
 * What the first bytes of a match must be, read off a pattern: for {@code (?P<secret>ghp_[0-9A-Za-z]{36})} four literal bytes
 * and then 36 of a class. A regular expression engine costs microseconds to start, and nine of ten keyword hits fail on the
 * first bytes; this turns them away for nanoseconds. It is a necessary condition only: the pattern has the last word.
 */
final class TokenShape {
    private final boolean[][] classes;

    private TokenShape(List<boolean[]> classes) {
        this.classes = classes.toArray(new boolean[0][]);
    }

    /**
     * Reads the shape of a pattern: its leading literals and classes, up to the first group, alternative or open repetition.
     *
     * @param pattern in RE2 syntax; {@code (?i)} at the start and the group {@code secret} are seen through
     * @return possibly a shape that admits everything
     */
    static TokenShape of(String pattern) {
        return new TokenShape(new Reader(pattern).read());
    }

    /**
     * Whether a match could begin here.
     *
     * @param text the bytes
     * @param at where it would begin
     * @param length how many bytes of {@code text} count
     * @return false only if there certainly is no match
     */
    boolean admits(byte[] text, int at, int length) {
        if (length - at < classes.length) {
            return false;
        }
        for (int i = 0; i < classes.length; i++) {
            if (!classes[i][text[at + i] & 0xff]) {
                return false;
            }
        }
        return true;
    }

    private static final class Reader {
        private final String pattern;
        private final List<boolean[]> found = new ArrayList<>();
        private int at;
        private boolean foldCase;

        Reader(String pattern) {
            this.pattern = pattern;
        }

        List<boolean[]> read() {
            if (pattern.startsWith("(?i)")) {
                foldCase = true;
                at = 4;
            }
            if (alternativesOutside()) {
                return found;
            }
            while (at < pattern.length()) {
                if (pattern.startsWith("(?P<secret>", at)) {
                    at += "(?P<secret>".length();
                    continue;
                }
                boolean[] set = element();
                if (set == null || !repeat(set)) {
                    return found;
                }
            }
            return found;
        }

        /** Whether an alternative lies in no group but the secret's, so that no first byte is certain. */
        private boolean alternativesOutside() {
            List<Boolean> opaque = new ArrayList<>();
            for (int i = at; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == '[') {
                    i = endOfClass(i);
                } else if (c == '(') {
                    opaque.add(!pattern.startsWith("(?P<secret>", i));
                } else if (c == ')') {
                    opaque.remove(opaque.size() - 1);
                } else if (c == '|' && !opaque.contains(true)) {
                    return true;
                }
            }
            return false;
        }

        private int endOfClass(int open) {
            int i = open + 1;
            while (pattern.charAt(i) != ']') {
                i += pattern.charAt(i) == '\\' ? 2 : 1;
            }
            return i;
        }

        private boolean[] element() {
            char c = pattern.charAt(at);
            boolean[] set = new boolean[256];
            if (c == '\\') {
                if (!escape(set, pattern.charAt(at + 1))) {
                    return null;
                }
                at += 2;
            } else if (c == '[') {
                int end = endOfClass(at);
                if (pattern.charAt(at + 1) == '^' || !characterClass(set, at + 1, end)) {
                    return null;
                }
                at = end + 1;
            } else if ("()|.^$*+?{".indexOf(c) >= 0) {
                return null;
            } else {
                set[c & 0xff] = true;
                at++;
            }
            if (foldCase) {
                for (char letter = 'a'; letter <= 'z'; letter++) {
                    char upper = Character.toUpperCase(letter);
                    set[letter] |= set[upper];
                    set[upper] = set[letter];
                }
            }
            return set;
        }

        private boolean characterClass(boolean[] set, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = pattern.charAt(i);
                if (c == '\\') {
                    if (!escape(set, pattern.charAt(++i))) {
                        return false;
                    }
                } else if (i + 2 < to && pattern.charAt(i + 1) == '-') {
                    for (char in = c; in <= pattern.charAt(i + 2); in++) {
                        set[in & 0xff] = true;
                    }
                    i += 2;
                } else {
                    set[c & 0xff] = true;
                }
            }
            return true;
        }

        private static boolean escape(boolean[] set, char c) {
            if (!Character.isLetterOrDigit(c)) {
                set[c & 0xff] = true;
                return true;
            }
            if (c != 'd' && c != 'w') {
                return false;
            }
            for (char in = 0; in < 128; in++) {
                set[in] |= (in >= '0' && in <= '9')
                        || (c == 'w' && (in == '_' || (in >= 'a' && in <= 'z') || (in >= 'A' && in <= 'Z')));
            }
            return true;
        }

        /** Adds the set as often as the quantifier at least asks for; false if what follows has no certain place. */
        private boolean repeat(boolean[] set) {
            int least = 1;
            boolean fixed = true;
            if (at < pattern.length()) {
                char c = pattern.charAt(at);
                if (c == '{') {
                    int end = pattern.indexOf('}', at);
                    String[] bounds = pattern.substring(at + 1, end).split(",", -1);
                    least = Integer.parseInt(bounds[0]);
                    fixed = bounds.length == 1;
                    at = end + 1;
                } else if (c == '?' || c == '*' || c == '+') {
                    least = c == '+' ? 1 : 0;
                    fixed = false;
                    at++;
                }
            }
            for (int i = 0; i < least; i++) {
                found.add(set);
            }
            return fixed;
        }
    }
}
