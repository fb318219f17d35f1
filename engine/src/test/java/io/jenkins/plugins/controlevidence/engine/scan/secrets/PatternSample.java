package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random texts that a pattern matches, so that the tests need no literal that looks like a live credential. */
final class PatternSample {
    private static final String DIGITS = "0123456789";
    private static final String WORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + DIGITS + "_";

    private final String pattern;
    private final Random random;
    private int at;
    private int secretStart;
    private int secretEnd;
    private final StringBuilder text = new StringBuilder();

    /**
     * A text and the secret in it.
     *
     * @param text what the pattern matches
     * @param start where the group {@code secret} starts
     * @param end where it ends
     */
    record Sample(String text, int start, int end) {
        String secret() {
            return text.substring(start, end);
        }
    }

    private PatternSample(String pattern, Random random) {
        this.pattern = pattern;
        this.random = random;
    }

    static Sample of(String pattern, Random random) {
        PatternSample sample = new PatternSample(pattern, random);
        sample.at = pattern.startsWith("(?i)") ? 4 : 0;
        sample.alternatives();
        return new Sample(sample.text.toString(), sample.secretStart, sample.secretEnd);
    }

    /** Reads alternatives up to the closing parenthesis, and writes one of them. */
    private void alternatives() {
        int before = text.length();
        List<String> choices = new ArrayList<>();
        int[] secret = {secretStart, secretEnd};
        List<int[]> secrets = new ArrayList<>();
        do {
            secretStart = secret[0];
            secretEnd = secret[1];
            while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
                element();
            }
            choices.add(text.substring(before));
            secrets.add(new int[] {secretStart, secretEnd});
            text.setLength(before);
        } while (at < pattern.length() && pattern.charAt(at) == '|' && ++at > 0);
        int choice = random.nextInt(choices.size());
        text.append(choices.get(choice));
        secretStart = secrets.get(choice)[0];
        secretEnd = secrets.get(choice)[1];
    }

    private void element() {
        int start = at;
        int length = text.length();
        once();
        int after = at;
        int times = times();
        int end = at;
        if (times == 0) {
            text.setLength(length);
        }
        for (int i = 1; i < times; i++) {
            at = start;
            once();
            at = after;
        }
        at = end;
    }

    private void once() {
        char c = pattern.charAt(at++);
        if (c == '(') {
            boolean secret = pattern.startsWith("?P<secret>", at);
            at = secret ? at + 10 : pattern.startsWith("?:", at) ? at + 2 : at;
            int start = text.length();
            alternatives();
            at++;
            if (secret) {
                secretStart = start;
                secretEnd = text.length();
            }
        } else if (c == '[') {
            text.append(oneOf(characterClass()));
        } else if (c == '\\') {
            text.append(oneOf(escape(pattern.charAt(at++))));
        } else if (c != '$' && c != '^') {
            text.append(c);
        }
    }

    private int times() {
        if (at >= pattern.length()) {
            return 1;
        }
        char c = pattern.charAt(at);
        int times = 1;
        if (c == '{') {
            int end = pattern.indexOf('}', at);
            String[] bounds = pattern.substring(at + 1, end).split(",");
            int least = Integer.parseInt(bounds[0]);
            int most = bounds.length == 1 ? least : Integer.parseInt(bounds[1]);
            times = least + (most == least ? 0 : random.nextInt(Math.min(most - least + 1, 12)));
            at = end + 1;
        } else if (c == '?' || c == '*' || c == '+') {
            times = c == '+' ? 1 : random.nextInt(2);
            at++;
        }
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return times;
    }

    private String characterClass() {
        StringBuilder set = new StringBuilder();
        boolean negated = pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        while (pattern.charAt(at) != ']') {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                set.append(escape(pattern.charAt(at++)));
            } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                for (char in = c; in <= pattern.charAt(at + 1); in++) {
                    set.append(in);
                }
                at += 2;
            } else {
                set.append(c);
            }
        }
        at++;
        return negated ? "abcdfghjkmnpqrtvwxyz23456789BCDFGHJKLMNPQRTVWXZ" : set.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case 'd' -> DIGITS;
            case 'w' -> WORD;
            case 's' -> " ";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '0' -> "\0";
            default -> String.valueOf(c);
        };
    }

    private char oneOf(String set) {
        return set.charAt(random.nextInt(set.length()));
    }
}
