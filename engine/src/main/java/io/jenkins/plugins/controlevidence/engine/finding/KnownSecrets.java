package io.jenkins.plugins.controlevidence.engine.finding;

import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds credentials whose values are known, in every form in which a report may repeat them: as they are, line by line, in
 * base64 (at any alignment within a longer text), escaped for JSON, for URLs or for HTML.
 *
 * <p>One pass over a text whatever the number of credentials: the first four characters at each place select the few forms
 * that may begin there.
 */
final class KnownSecrets {
    /** Shorter ones would blacken half the words of a text. */
    static final int SHORTEST = 4;

    /** A line of a longer credential (a private key) says too much by itself from this length on. */
    private static final int SHORTEST_LINE = 16;

    /** A base64 form shorter than this occurs by chance. */
    private static final int SHORTEST_BASE64 = 8;

    private final Map<Long, List<String>> formsByStart = new HashMap<>();
    private final BitSet starts = new BitSet(1 << 16);

    KnownSecrets(Collection<String> secrets) {
        Set<String> forms = new HashSet<>();
        for (String secret : secrets) {
            addForms(secret, forms);
            if (secret.indexOf('\n') >= 0) {
                secret.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= SHORTEST_LINE)
                        .forEach(line -> addForms(line, forms));
            }
        }
        for (String form : forms) {
            long start = startOf(form, 0);
            formsByStart.computeIfAbsent(start, ignored -> new ArrayList<>()).add(form);
            starts.set(slot(start));
        }
        formsByStart
                .values()
                .forEach(list -> list.sort(
                        Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder())));
    }

    /** Where the text holds one of them, in order, without overlap. */
    List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        if (formsByStart.isEmpty() || text.length() < SHORTEST) {
            return spans;
        }
        int from = 0;
        long window = startOf(text, 0) >>> 16;
        for (int end = SHORTEST; end <= text.length(); end++) {
            window = window << 16 | text.charAt(end - 1);
            int at = end - SHORTEST;
            if (!starts.get(slot(window))) {
                continue;
            }
            for (String form : formsByStart.getOrDefault(window, List.of())) {
                int stop = at + form.length();
                if (stop > from && text.startsWith(form, at)) {
                    spans.add(new Span(Math.max(at, from), stop));
                    from = stop;
                    break;
                }
            }
        }
        return spans;
    }

    private static void addForms(String secret, Set<String> forms) {
        if (secret.strip().length() < SHORTEST) {
            return;
        }
        add(secret, forms);
        add(jsonEscaped(secret), forms);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        add(url, forms);
        add(url.replace("+", "%20"), forms);
        add(
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"),
                forms);
        addBase64(secret.getBytes(StandardCharsets.UTF_8), forms);
    }

    private static void add(String form, Set<String> forms) {
        if (form.length() >= SHORTEST) {
            forms.add(form);
        }
    }

    /** In a longer encoded text a credential may begin at any of three alignments; what all neighbours share is kept. */
    private static void addBase64(byte[] secret, Set<String> forms) {
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + secret.length];
            System.arraycopy(secret, 0, shifted, shift, secret.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int first = shift == 0 ? 0 : shift + 1;
            int last = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            if (last - first >= SHORTEST_BASE64) {
                String core = encoded.substring(first, last);
                add(core, forms);
                add(core.replace('+', '-').replace('/', '_'), forms);
            }
        }
    }

    private static String jsonEscaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private static long startOf(String text, int at) {
        long start = 0;
        for (int i = at; i < at + SHORTEST; i++) {
            start = start << 16 | text.charAt(i);
        }
        return start;
    }

    private static int slot(long start) {
        return (int) (start * 0x9E3779B97F4A7C15L >>> 48);
    }
}
