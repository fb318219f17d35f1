package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first bytes of a match must be, read off a pattern: for {@code (?P<secret>ghp_[0-9A-Za-z]{36})} four literal bytes
 * and then 36 of a class. A regular expression engine costs microseconds to start, and nine of ten keyword hits fail on the
 * first bytes; this turns them away for nanoseconds. It is a necessary condition only: the pattern has the last word, unless
 * there is nothing more in it than the shape.
 */
final class TokenShape {
    private final boolean[][] classes;
    private final boolean whole;
    private final int longest;

    private TokenShape(List<boolean[]> classes, boolean whole, int longest) {
        this.classes = classes.toArray(new boolean[0][]);
        this.whole = whole;
        this.longest = longest;
    }

    /**
     * Reads the shape of a pattern: its leading literals and classes, up to the first group, alternative or open repetition.
     *
     * @param pattern in RE2 syntax; {@code (?i)} at the start and the group {@code secret} are seen through
     * @return possibly a shape that admits everything
     */
    static TokenShape of(String pattern) {
        Reader reader = new Reader(pattern);
        List<boolean[]> classes = reader.read();
        return new TokenShape(classes, reader.isWhole(), classes.size() + reader.more);
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

    /**
     * Whether the shape is all of the pattern, and all of the pattern the secret: then what {@link #admits} is a match, and
     * {@link #end} says where it ends.
     *
     * @return false for patterns with groups, alternatives, or repetitions before the last class
     */
    boolean isWhole() {
        return whole;
    }

    /**
     * Where a match ends.
     *
     * @param text the bytes
     * @param at where it begins
     * @param length how many bytes of {@code text} count
     * @return index after its last byte
     */
    int end(byte[] text, int at, int length) {
        boolean[] last = classes[classes.length - 1];
        int most = Math.min(length, at + longest);
        int end = at + classes.length;
        while (end < most && last[text[end] & 0xff]) {
            end++;
        }
        return end;
    }

    private static final class Reader {
        private static final int UNBOUNDED = 1 << 16; // more than a window has

        private final String pattern;
        private final List<boolean[]> found = new ArrayList<>();
        private int at;
        private int more; // how often the last class may come again
        private boolean lastIsSure; // whether it must come at all
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

        /** Whether all has been read, up to the end of the group that is all of the pattern. */
        boolean isWhole() {
            String group = "(?P<secret>";
            return lastIsSure
                    && pattern.startsWith(group, foldCase ? 4 : 0)
                    && pattern.indexOf(group) == pattern.lastIndexOf(group)
                    && at == pattern.length() - 1
                    && pattern.charAt(at) == ')';
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

        @CheckForNull
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
                boolean negated = pattern.charAt(at + 1) == '^';
                if (!characterClass(set, negated ? at + 2 : at + 1, end)) {
                    return null;
                }
                at = end + 1;
                return negated ? inverse(folded(set)) : folded(set);
            } else if ("()|.^$*+?{".indexOf(c) >= 0) {
                return null;
            } else {
                set[c & 0xff] = true;
                at++;
            }
            return folded(set);
        }

        private boolean[] folded(boolean[] set) {
            for (char letter = 'a'; foldCase && letter <= 'z'; letter++) {
                char upper = Character.toUpperCase(letter);
                set[letter] |= set[upper];
                set[upper] = set[letter];
            }
            return set;
        }

        private static boolean[] inverse(boolean[] set) {
            for (int i = 0; i < set.length; i++) {
                set[i] = !set[i];
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
            if (c != 'd' && c != 'w' && c != 's') {
                return false;
            }
            for (char in = 0; in < 128; in++) {
                set[in] |= c == 's'
                        ? "\t\n\f\r ".indexOf(in) >= 0
                        : (in >= '0' && in <= '9')
                                || (c == 'w' && (in == '_' || (in >= 'a' && in <= 'z') || (in >= 'A' && in <= 'Z')));
            }
            return true;
        }

        /** Adds the set as often as the quantifier at least asks for; false if what follows has no certain place. */
        private boolean repeat(boolean[] set) {
            int least = 1;
            int most = 1;
            if (at < pattern.length()) {
                char c = pattern.charAt(at);
                if (c == '{') {
                    int end = pattern.indexOf('}', at);
                    String[] bounds = pattern.substring(at + 1, end).split(",", -1);
                    least = Integer.parseInt(bounds[0]);
                    most = bounds.length == 1 ? least : bounds[1].isEmpty() ? UNBOUNDED : Integer.parseInt(bounds[1]);
                    at = end + 1;
                } else if (c == '?' || c == '*' || c == '+') {
                    least = c == '+' ? 1 : 0;
                    most = c == '?' ? 1 : UNBOUNDED;
                    at++;
                }
            }
            for (int i = 0; i < least; i++) {
                found.add(set);
            }
            more = most - least;
            lastIsSure = least > 0;
            return most == least;
        }
    }
}
