package io.jenkins.plugins.controlevidence.engine.finding;

import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Takes credentials out of texts that others wrote, before anything of them is kept, logged or shown: those that a finder
 * recognises, and those whose values are known because a scanner's report named them. Safe for use by several threads.
 */
public final class Redactor {
    /** What stands where a credential stood. */
    public static final String REPLACEMENT = "[redacted]";

    private static final int SHOWN = 4;
    private static final int LONG_ENOUGH_TO_SHOW = 20;

    private final SecretFinder finder;
    private final KnownSecrets known;

    /**
     * Redacts what a finder recognises.
     *
     * @param finder recognises credentials
     */
    public Redactor(SecretFinder finder) {
        this(finder, new KnownSecrets(List.of()));
    }

    private Redactor(SecretFinder finder, KnownSecrets known) {
        this.finder = Objects.requireNonNull(finder, "finder");
        this.known = known;
    }

    /**
     * A redactor that besides takes out these values, wherever they occur, also in base64 and escaped for JSON, URLs and HTML.
     * Values of fewer than four characters are left: they occur in ordinary words.
     *
     * @param secrets the credentials; each is looked for as a whole and, if it has several lines, line by line
     * @return a redactor that knows these and no others
     */
    public Redactor knowing(Collection<String> secrets) {
        return new Redactor(finder, new KnownSecrets(secrets));
    }

    /**
     * The text without its credentials.
     *
     * @param text any text
     * @return the same text, with {@link #REPLACEMENT} for each credential
     */
    public String redact(String text) {
        List<Span> spans = new ArrayList<>(known.find(text));
        spans.addAll(finder.find(text));
        if (spans.isEmpty()) {
            return text;
        }
        spans.sort(Comparator.comparingInt(Span::start));
        StringBuilder redacted = new StringBuilder(text.length());
        int done = 0;
        for (int i = 0; i < spans.size(); ) {
            int start = spans.get(i).start();
            int end = spans.get(i).end();
            for (i++; i < spans.size() && spans.get(i).start() <= end; i++) {
                end = Math.max(end, spans.get(i).end());
            }
            redacted.append(text, done, start).append(REPLACEMENT);
            done = end;
        }
        return redacted.append(text, done, text.length()).toString();
    }

    /**
     * What may be shown of a credential: enough to recognise its kind, not to use it.
     *
     * @param secret the credential
     * @return its first four characters if it has twenty or more, an ellipsis, and its length: {@code ghp_…(40)}
     */
    public static String mask(String secret) {
        String shown = secret.length() >= LONG_ENOUGH_TO_SHOW ? secret.substring(0, SHOWN) : "";
        return shown.replaceAll("[^!-~]", "?") + "…(" + secret.length() + ")";
    }
}
