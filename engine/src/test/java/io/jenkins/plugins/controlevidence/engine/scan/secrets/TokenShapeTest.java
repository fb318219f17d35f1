package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenShapeTest {
    /** Samples of the pattern with other bytes here and there, cut off or gone on. */
    private static byte[] text(SecretRule rule, Random random) {
        StringBuilder text = new StringBuilder(
                PatternSample.of(rule.pattern().toString(), random).text());
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
        }
        text.setLength(random.nextInt(3) == 0 ? random.nextInt(text.length() + 1) : text.length());
        for (int more = random.nextInt(100); more > 0; more--) {
            text.append(text.isEmpty() || random.nextInt(20) == 0 ? '"' : text.charAt(text.length() - 1));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void saysWhatThePatternSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int whole = 0;
        for (SecretRule rule : SecretRules.load().rules()) {
            whole += rule.shape().isWhole() ? 1 : 0;
            for (int run = 0; run < 20; run++) {
                byte[] text = text(rule, random);
                Matcher matcher = rule.pattern().get().matcher(new String(text, StandardCharsets.ISO_8859_1));
                boolean matches = matcher.lookingAt();
                boolean admits = rule.shape().admits(text, 0, text.length);
                assertTrue(admits || !matches, () -> rule.id() + ", seed " + seed);
                if (rule.shape().isWhole()) {
                    assertEquals(matches, admits, () -> rule.id() + ", seed " + seed);
                    assertEquals(
                            matches ? List.of(0, matcher.end(), matcher.end("secret")) : List.of(),
                            admits
                                    ? List.of(
                                            0,
                                            rule.shape().end(text, 0, text.length),
                                            rule.shape().end(text, 0, text.length))
                                    : List.of(),
                            () -> rule.id() + ", seed " + seed);
                }
            }
        }
        assertTrue(whole > 500, "so many rules need no regular expression: " + whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?P<secret>a|b)",
                "(?P<secret>ab*)",
                "(?P<secret>ab?)",
                "(?P<secret>a{2,3}?)",
                "(?P<secret>a{2,3}b)",
                "(?P<secret>ab)c",
                "a(?P<secret>b)",
                "(?P<secret>(?:ab))",
                "(?P<secret>a\\b)",
                "(?P<secret>a.)"
            })
    void leavesWhatIsMoreThanAShapeToThePattern(String pattern) {
        assertFalse(TokenShape.of(pattern).isWhole());
    }

    @Test
    void knowsNegatedClassesAndCase() {
        TokenShape shape = TokenShape.of("(?i)(?P<secret>x[^\\sa\\]]{1,3})");
        assertTrue(shape.isWhole());
        byte[] text = "Xbcdefg".getBytes(StandardCharsets.US_ASCII);
        assertTrue(shape.admits(text, 0, text.length));
        assertEquals(4, shape.end(text, 0, text.length));
        for (String none : List.of("XA", "x ", "x]", "x")) {
            assertFalse(shape.admits(none.getBytes(StandardCharsets.US_ASCII), 0, none.length()), none);
        }
    }
}
