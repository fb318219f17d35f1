package io.jenkins.plugins.controlevidence.engine.finding;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds credentials of which only the keyed fingerprint and the mask are known: stretches of the text that begin and are as long
 * as the mask says are fingerprinted and compared. So a text can be freed of them by somebody who has never seen them.
 *
 * <p>What it cannot find, as there is nothing to compare: a credential in another form (base64, escaped), one of several lines (a
 * private key), one that is cut. A credential whose mask does not tell how it begins is found only where it stands between
 * delimiters.
 */
public final class FingerprintedSecrets implements SecretFinder {
    /** More are not looked for: the first ones are, in the order in which they are given. */
    public static final int MOST = 1_000;

    private static final Pattern MASK = Pattern.compile("([^?…]*)[^…]*…(?:\\((\\d{1,6})\\))?");

    /** A password may hold delimiters itself: so many. */
    private static final int INNER_DELIMITERS = 3;

    private static final int SHORTEST = 4;
    private static final String DELIMITERS = "\"'`=:,;()[]{}<>@/\\|&#*";

    private final FingerprintKey key;
    private final Map<Shape, Set<String>> fingerprints = new HashMap<>();

    /**
     * What is known of a credential.
     *
     * @param rule id of the rule that found it
     * @param mask what may be shown of it, see {@link Redactor#mask}
     * @param fingerprint keyed fingerprint of the rule and the credential
     */
    public record Known(String rule, String mask, String fingerprint) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Rejects null. */
        public Known {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(mask, "mask");
            Objects.requireNonNull(fingerprint, "fingerprint");
        }

        /**
         * What a finding says of a credential.
         *
         * @param finding any finding
         * @return empty if it is about none
         */
        public static Optional<Known> of(Finding finding) {
            return finding.mask() == null
                    ? Optional.empty()
                    : Optional.of(new Known(finding.rule(), finding.mask(), finding.fingerprint()));
        }
    }

    /** How a credential that a rule finds looks: its first characters, perhaps none, and its length, 0 if it is not known. */
    private record Shape(String rule, String prefix, int length) {
        @CheckForNull
        static Shape of(Known known) {
            Matcher mask = MASK.matcher(known.mask());
            if (!mask.matches() || known.mask().startsWith("-----BEGIN")) {
                return null;
            }
            return new Shape(known.rule(), mask.group(1), mask.group(2) == null ? 0 : Integer.parseInt(mask.group(2)));
        }
    }

    /**
     * A finder.
     *
     * @param key the key that made the fingerprints
     * @param known what is known of the credentials; at most {@link #MOST} are looked for
     */
    public FingerprintedSecrets(FingerprintKey key, Collection<Known> known) {
        this.key = Objects.requireNonNull(key, "key");
        known.stream().limit(MOST).forEach(each -> {
            Shape shape = Shape.of(each);
            if (shape != null) {
                fingerprints.computeIfAbsent(shape, ignored -> new HashSet<>()).add(each.fingerprint());
            }
        });
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        fingerprints.forEach((shape, wanted) -> {
            for (int start = next(text, shape, 0); start >= 0; start = next(text, shape, start + 1)) {
                int end = end(text, start, shape, wanted);
                if (end > 0) {
                    found.add(new Span(start, end));
                    start = end - 1;
                }
            }
        });
        return withoutOverlap(found);
    }

    /** The next place at which a credential of that shape may begin; -1 if there is none. */
    private static int next(String text, Shape shape, int from) {
        if (!shape.prefix().isEmpty()) {
            return text.indexOf(shape.prefix(), from);
        }
        for (int at = from; at < text.length(); at++) {
            if (!isDelimiter(text.charAt(at)) && (at == 0 || isDelimiter(text.charAt(at - 1)))) {
                return at;
            }
        }
        return -1;
    }

    /** Where the credential ends that begins at a place; 0 if none does. */
    private int end(String text, int start, Shape shape, Set<String> wanted) {
        if (shape.length() > 0) {
            int end = start + shape.length();
            return end <= text.length() && isWanted(text, start, end, shape, wanted) ? end : 0;
        }
        int delimiters = 0;
        for (int end = start + 1; end <= text.length() && delimiters <= INNER_DELIMITERS; end++) {
            if (end == text.length() || isDelimiter(text.charAt(end))) {
                delimiters++;
                if (end - start >= SHORTEST && isWanted(text, start, end, shape, wanted)) {
                    return end;
                }
            }
        }
        return 0;
    }

    private boolean isWanted(String text, int start, int end, Shape shape, Set<String> wanted) {
        return wanted.contains(key.fingerprint(shape.rule(), text.substring(start, end)));
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || DELIMITERS.indexOf(c) >= 0;
    }

    private static List<Span> withoutOverlap(List<Span> found) {
        found.sort(Comparator.comparingInt(Span::start));
        List<Span> spans = new ArrayList<>();
        for (Span span : found) {
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last == null || span.start() >= last.end()) {
                spans.add(span);
            } else if (span.end() > last.end()) {
                spans.set(spans.size() - 1, new Span(last.start(), span.end()));
            }
        }
        return spans;
    }
}
