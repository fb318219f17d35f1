package io.jenkins.plugins.controlevidence.engine.scan;

import java.util.Random;

/** Makes credentials that are none, at run time, so that no file holds a literal that looks like one. */
final class Tokens {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;

    Tokens(long seed) {
        this.random = new Random(seed);
    }

    /** Shaped like an access token of a large code host, down to its length. */
    String github() {
        return "gh" + "p_" + letters(36);
    }

    String letters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
