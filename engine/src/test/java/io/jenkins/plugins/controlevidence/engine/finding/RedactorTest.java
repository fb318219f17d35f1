package io.jenkins.plugins.controlevidence.engine.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final Pattern TOKEN = Pattern.compile("tok_[A-Za-z0-9]{8,}");

    private final Redactor redactor = new Redactor(RedactorTest::find);

    private static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            spans.add(new Span(matcher.start(), matcher.end()));
        }
        return spans;
    }

    @Test
    @DisplayName("what the finder recognises is replaced, all else stays as it is")
    void recognised() {
        assertEquals("a [redacted], b [redacted].", redactor.redact("a tok_abcdefgh1, b tok_abcdefgh2."));
        assertEquals("nothing here", redactor.redact("nothing here"));
        assertEquals("", redactor.redact(""));
    }

    @Test
    @DisplayName("a known value is replaced, and where it overlaps a recognised one both go as one")
    void known() {
        Redactor knowing = redactor.knowing(List.of("s3cr", "=tok_abcd"));

        assertEquals("p=[redacted]!", knowing.redact("p=s3cr!"));
        assertEquals("x[redacted] y", knowing.redact("x=tok_abcdefgh y"));
    }

    @Test
    @DisplayName("values of fewer than four characters are left: they occur in ordinary words")
    void tooShort() {
        assertEquals("the cat", redactor.knowing(List.of("cat", "", "  ")).redact("the cat"));
    }

    @Test
    @DisplayName("whatever a known value is, and however a report writes it, it is gone")
    void everyForm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            String secret = secret(random);
            Redactor knowing = redactor.knowing(List.of(secret, secret(random), "other" + round));
            String before = "<".repeat(random.nextInt(5));
            for (String form : List.of(
                    secret,
                    base64(before + secret),
                    URLEncoder.encode(secret, StandardCharsets.UTF_8),
                    secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))) {
                String redacted = knowing.redact("begin " + form + " end");
                String hint = "seed " + seed + ", round " + round;
                assertFalse(redacted.contains(secret), hint);
                assertTrue(redacted.contains(Redactor.REPLACEMENT), hint + ": " + form + " in " + redacted);
                assertTrue(redacted.startsWith("begin ") && redacted.endsWith(" end"), hint);
            }
            String long64 = base64(before + secret + "tail of a longer text");
            assertTrue(
                    secret.length() < 10 || knowing.redact(long64).contains(Redactor.REPLACEMENT),
                    "within a longer base64 text, seed " + seed + ", round " + round);
        }
    }

    @Test
    @DisplayName("each line of a key is known by itself")
    void lines() {
        String key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nBAQEFAASCBKcwggSjAgEAAoI\n-----END KEY-----";

        assertEquals("  [redacted] ", redactor.knowing(List.of(key)).redact("  BAQEFAASCBKcwggSjAgEAAoI "));
    }

    @Test
    @DisplayName("ten thousand known values cost no more than one pass")
    void many() {
        Random random = new Random(5);
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            secrets.add("v" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
        }
        Redactor knowing = redactor.knowing(secrets);
        String text = "plain text without any of them, ".repeat(50_000) + secrets.get(77);

        String redacted = knowing.redact(text);
        assertTrue(redacted.endsWith(Redactor.REPLACEMENT) && !redacted.contains(secrets.get(77)));
    }

    @Test
    @DisplayName("a mask shows the kind of a long token and nothing of a short password")
    void mask() {
        assertEquals("abcd…(24)", Redactor.mask("abcdefghijklmnopqrstuvwx"));
        assertEquals("…(8)", Redactor.mask("password"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(Random random) {
        String alphabet = "abcXYZ019+/=_-.%&\"\\\n äß€";
        StringBuilder secret = new StringBuilder("k" + random.nextInt(10) + "Z");
        for (int i = random.nextInt(40) + 6; i > 0; i--) {
            secret.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return secret.append("q").toString();
    }
}
