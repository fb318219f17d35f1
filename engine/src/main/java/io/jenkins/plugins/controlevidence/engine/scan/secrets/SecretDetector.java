package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.SecretFinder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds credentials in bytes: a table finds the keywords of all rules in one pass, the shape of a rule's pattern turns
 * most of them away, and only what is left is matched, in a window of bounded length. Safe for use by several threads.
 */
public final class SecretDetector implements SecretFinder {
    /** What stands between a provider's name and its key, if it is one. */
    private static final Pattern SAYS_KEY =
            Pattern.compile("(?i)key|token|secret|pass|pwd|auth|access|api|private|cred|bearer|[=:>]");

    /** What stands between a provider's name and a hash. */
    private static final Pattern SAYS_HASH = Pattern.compile(
            "(?i)commit|sha-?[0-9]|digest|checksum|integrity|revision|follow-?up|related to|subtree|cherry|revert|\\.[a-z]{1,4}[\"',]");

    /** How often what was decoded is decoded again. */
    private static final int MOST_NESTED = 3;

    private final List<List<SecretRule>> rulesOfKeyword = new ArrayList<>();
    private final List<Base64Keyword> encoded = new ArrayList<>(); // their keywords follow the plain ones
    private final Keywords keywords;
    private final LongAdder matched = new LongAdder();

    /**
     * Makes a detector.
     *
     * @param rules what to look for
     */
    public SecretDetector(SecretRules rules) {
        this(rules.rules());
    }

    SecretDetector(List<SecretRule> rules) {
        Map<String, List<SecretRule>> byKeyword = new LinkedHashMap<>();
        for (SecretRule rule : rules) {
            for (String keyword : rule.keywords()) {
                byKeyword
                        .computeIfAbsent(keyword.toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                        .add(rule);
            }
        }
        rulesOfKeyword.addAll(byKeyword.values());
        rules.forEach(rule -> encoded.addAll(Base64Keyword.of(rule)));
        List<String> all = new ArrayList<>(byKeyword.keySet());
        encoded.forEach(look -> all.add(look.digits()));
        keywords = new Keywords(all);
    }

    @Override
    public List<Span> find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] characters = charactersAt(text, bytes.length);
        return SecretMatch.withoutOverlap(find(bytes, bytes.length, 0, bytes.length, true)).stream()
                .filter(match -> match.doubt() != Doubt.MADE_UP)
                .map(match -> new Span(characters[match.start()], characters[match.end()]))
                .toList();
    }

    /** For each byte of the UTF-8 form the index of the character that it belongs to, and the length at the end. */
    private static int[] charactersAt(String text, int bytes) {
        int[] characters = new int[bytes + 1];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            for (int k = utf8Length(point); k > 0; k--) {
                characters[at++] = i;
            }
            i += Character.charCount(point);
        }
        characters[at] = text.length();
        return characters;
    }

    /** Half a surrogate pair becomes a question mark. */
    private static int utf8Length(int point) {
        if (point < 0x80 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /**
     * Finds what is in a text.
     *
     * @param text the bytes
     * @param length how many of them count
     * @param from index of the first byte at which a keyword may begin
     * @param to index after the last
     * @param readable whether it is text; in a binary file only credentials with a mark of their own are looked for
     * @return in the order of the keywords, possibly overlapping
     */
    List<SecretMatch> find(byte[] text, int length, int from, int to, boolean readable) {
        return find(text, length, from, to, readable, 0);
    }

    private List<SecretMatch> find(byte[] text, int length, int from, int to, boolean readable, int depth) {
        Keywords.Hits hits = new Keywords.Hits();
        keywords.scan(text, length, from, to, hits);
        List<SecretMatch> found = new ArrayList<>();
        match(text, length, hits, from, to, readable, found, depth);
        return found;
    }

    /** The keywords of all rules. */
    Keywords keywords() {
        return keywords;
    }

    /**
     * Looks at keywords. What is found there depends only on the bytes from {@link SecretRule#BEHIND} before the keyword's first
     * byte up to {@link SecretRule#REACH} after it.
     *
     * @param text the bytes
     * @param length how many of them count
     * @param hits the keywords that are in it
     * @param from where those begin that are to be looked at
     * @param to index after the last such place
     * @param readable see {@link #find}
     * @param found what is found is added here, in the order of the keywords, possibly overlapping
     */
    void match(
            byte[] text, int length, Keywords.Hits hits, int from, int to, boolean readable, List<SecretMatch> found) {
        match(text, length, hits, from, to, readable, found, 0);
    }

    private void match(
            byte[] text,
            int length,
            Keywords.Hits hits,
            int from,
            int to,
            boolean readable,
            List<SecretMatch> found,
            int depth) {
        for (int hit = hits.firstFrom(from); hit < hits.count() && hits.start(hit) < to; hit++) {
            int keyword = hits.keyword(hit);
            int start = hits.start(hit);
            if (keyword >= rulesOfKeyword.size()) {
                addIfFound(decoded(encoded.get(keyword - rulesOfKeyword.size()), text, length, start), found);
                continue;
            }
            for (SecretRule rule : rulesOfKeyword.get(keyword)) {
                if (readable || rule.rank() == 0) {
                    addIfFound(match(rule, text, length, start, start + keywords.length(keyword), depth), found);
                }
            }
        }
    }

    /** How many bytes were given to patterns so far: the work that a hostile text could cause. */
    long matchedBytes() {
        return matched.sum();
    }

    private static void addIfFound(@CheckForNull SecretMatch match, List<SecretMatch> found) {
        if (match != null && !found.contains(match)) {
            found.add(match);
        }
    }

    /** A credential that is there in base64; its place is that of the base64. */
    @CheckForNull
    private SecretMatch decoded(Base64Keyword look, byte[] text, int whole, int start) {
        int length = Math.min(whole, start + SecretRule.REACH);
        byte[] plain = look.decode(text, start, length);
        SecretMatch match = plain == null ? null : matchAt(look.rule(), plain, plain.length, 0, 0, null);
        return match == null ? null : match.standingAt(start, start, Base64Keyword.endOfDigits(text, start, length));
    }

    @CheckForNull
    private SecretMatch match(SecretRule rule, byte[] text, int whole, int start, int end, int depth) {
        int length = Math.min(whole, start + SecretRule.REACH);
        if (rule.then() != 0 && !WordBounds.follows(rule.then(), text, end, length)) {
            return null;
        }
        switch (rule.placement()) {
            case AT:
                SecretMatch plain = matchAt(rule, text, length, start, start, null);
                return plain != null || rule.rank() != 0 ? plain : matchEscaped(rule, text, length, start);
            case AROUND:
                for (int before : rule.before()) {
                    SecretMatch around =
                            before > start ? null : matchAt(rule, text, length, start, start - before, null);
                    if (around != null) {
                        return around;
                    }
                }
                return null;
            case ASSIGNED:
                Assignment assignment = Assignment.after(text, start, end, length);
                if (assignment == null) {
                    return null;
                }
                SecretMatch nested = rule.rank() == 2 && depth < MOST_NESTED
                        ? matchNested(text, length, start, assignment, depth)
                        : null;
                SecretMatch match =
                        nested != null ? nested : matchAt(rule, text, length, start, assignment.start(), assignment);
                // Asked last: few values look like a secret, but every name would have to be given to a pattern.
                return match != null && rule.rank() == 2 && AssignedName.saysNoSecret(text, start, end, length)
                        ? null
                        : match;
            case NEAR:
                return matchNear(rule, text, length, start, end);
            default:
                throw new IllegalStateException("no such placement: " + rule.placement());
        }
    }

    /** A credential with percent-encoded or escaped characters in it. */
    @CheckForNull
    private SecretMatch matchEscaped(SecretRule rule, byte[] text, int length, int start) {
        Encoded encoded = WordBounds.beginsThere(text, start) ? Encoded.escaped(text, start, length) : null;
        SecretMatch match = encoded == null ? null : matchAt(rule, encoded.plain(), encoded.plain().length, 0, 0, null);
        return match == null ? null : match.standingAt(start, start, encoded.end());
    }

    /** A credential within the hexadecimal or base64 digits that are assigned to a name. */
    @CheckForNull
    private SecretMatch matchNested(byte[] text, int length, int start, Assignment assignment, int depth) {
        Encoded encoded = Encoded.digits(text, assignment.start(), length);
        if (encoded == null) {
            return null;
        }
        byte[] plain = encoded.plain();
        return SecretMatch.withoutOverlap(find(plain, plain.length, 0, plain.length, true, depth + 1)).stream()
                .min(Comparator.comparing(SecretMatch::doubt)
                        .thenComparingInt(match -> match.rule().rank()))
                .map(match -> match.standingAt(start, assignment.start(), encoded.end()))
                .orElse(null);
    }

    /** The first value of the rule's form after a provider's name, unless there is but the name to say that it is a key. */
    @CheckForNull
    private SecretMatch matchNear(SecretRule rule, byte[] text, int length, int start, int end) {
        if (WordBounds.isPartOfWord(text, start, end, length)) {
            return null;
        }
        int last = Math.min(length, end + SecretRule.NEAR);
        for (int at = end; at < last; at++) {
            SecretMatch match = WordBounds.mayBeginNear(text, at) ? matchAt(rule, text, length, start, at, null) : null;
            if (match != null && !WordBounds.isPartOfValue(text, match.start(), match.end(), length)) {
                String between = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
                if (SAYS_HASH.matcher(between).find()) {
                    return null;
                }
                return match.doubt() != Doubt.NONE || SAYS_KEY.matcher(between).find()
                        ? match
                        : match.doubted(Doubt.ONLY_NEAR);
            }
        }
        return null;
    }

    @CheckForNull
    private SecretMatch matchAt(
            SecretRule rule, byte[] text, int length, int anchor, int at, @CheckForNull Assignment assignment) {
        if (!rule.shape().admits(text, at, length) || (assignment == null && !WordBounds.beginsThere(text, at))) {
            return null;
        }
        if (rule.shape().isWhole()) {
            int end = rule.shape().end(text, at, length);
            String value = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
            return ends(rule, text, end, end, length, assignment)
                    ? Judgement.of(rule, anchor, at, end, value, value)
                    : null;
        }
        matched.add(length - at);
        Matcher matcher = rule.pattern().get().matcher(new String(text, at, length - at, StandardCharsets.ISO_8859_1));
        if (!matcher.lookingAt()) {
            return null;
        }
        int start = at + matcher.start("secret");
        int end = at + matcher.end("secret");
        return ends(rule, text, at + matcher.end(), end, length, assignment)
                ? Judgement.of(rule, anchor, start, end, matcher.group("secret"), matcher.group())
                : null;
    }

    /** A key longer than the window is cut off in the middle of a line, and is a key all the same. */
    private static boolean ends(
            SecretRule rule, byte[] text, int matched, int end, int length, @CheckForNull Assignment assignment) {
        if (rule.checks().contains(StructureCheck.PRIVATE_KEY)) {
            return true;
        }
        return assignment == null ? WordBounds.endsThere(text, matched, length) : assignment.endsAt(text, end, length);
    }
}
