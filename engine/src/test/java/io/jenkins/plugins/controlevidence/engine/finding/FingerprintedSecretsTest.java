package io.jenkins.plugins.controlevidence.engine.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.FingerprintedSecrets.Known;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Credentials are taken out of a text by somebody who knows only their fingerprints and masks. */
class FingerprintedSecretsTest {
    private static final FingerprintKey KEY = FingerprintKey.of(new byte[FingerprintKey.LENGTH]);
    private static final String TOKEN = "tok_" + "k3R9vZ1qLx7TbW5nYc2M";
    private static final String PASSWORD = "cor-" + "rect/horse!";

    private static Known known(String rule, String mask, String secret) {
        return new Known(rule, mask, KEY.fingerprint(rule, secret));
    }

    private static String redact(String text, Known... known) {
        return new Redactor(new FingerprintedSecrets(KEY, List.of(known))).redact(text);
    }

    @Test
    void tokenIsFoundWhereverItsBeginningIs() {
        Known token = known("token", Redactor.mask(TOKEN), TOKEN);

        assertEquals("[redacted]", redact(TOKEN, token));
        assertEquals("x[redacted]x and [redacted].", redact("x" + TOKEN + "x and " + TOKEN + ".", token));
        assertEquals("tok_ tok_other", redact("tok_ tok_other", token));
    }

    @Test
    void passwordIsFoundBetweenDelimiters() {
        for (String mask : List.of("…", "…(" + PASSWORD.length() + ")")) {
            Known password = known("password", mask, PASSWORD);

            assertEquals("[redacted]", redact(PASSWORD, password));
            assertEquals("url=https://me:[redacted]@host/", redact("url=https://me:" + PASSWORD + "@host/", password));
            assertEquals("password = \"[redacted]\"", redact("password = \"" + PASSWORD + "\"", password));
        }
    }

    @Test
    void credentialsSideBySideAndUnderTwoRulesAreBothGone() {
        Known token = known("token", Redactor.mask(TOKEN), TOKEN);
        Known generic = known("generic", "…", TOKEN);
        Known password = known("password", "…", PASSWORD);

        assertEquals("[redacted] [redacted]", redact(TOKEN + " " + PASSWORD, token, generic, password));
    }

    @Test
    void anotherKeyAndAPrivateKeyFindNothing() {
        byte[] bytes = new byte[FingerprintKey.LENGTH];
        bytes[0] = 1;
        Known other = new Known(
                "token", Redactor.mask(TOKEN), FingerprintKey.of(bytes).fingerprint("token", TOKEN));

        assertEquals(TOKEN, redact(TOKEN, other, known("key", "-----BEGIN…", "-----BEGIN KEY-----")));
    }

    @Test
    void anyTextAroundChangesNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Known token = known("token", Redactor.mask(TOKEN), TOKEN);
        Known password = known("password", "…", PASSWORD);
        for (int i = 0; i < 500; i++) {
            String before = text(random);
            String after = text(random);
            String redacted = redact(before + " " + TOKEN + " " + PASSWORD + " " + after, token, password);

            assertFalse(redacted.contains(TOKEN), () -> "seed " + seed);
            assertFalse(redacted.contains(PASSWORD), () -> "seed " + seed);
            assertTrue(redacted.startsWith(before) && redacted.endsWith(after), () -> "seed " + seed);
        }
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> String.valueOf("ab =:\"'/tok_(9\u00e9\t".charAt(random.nextInt(16))))
                .reduce("", String::concat);
    }
}
