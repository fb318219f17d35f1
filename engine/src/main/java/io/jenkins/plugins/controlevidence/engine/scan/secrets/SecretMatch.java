package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A credential in a text. It holds the credential itself, so it never leaves this package and says nothing of it in
 * {@link #toString()}.
 *
 * @param rule what kind it is
 * @param anchor index of the keyword's first byte in the text: what the match depends on lies around it
 * @param start index of its first byte in the text
 * @param end index after its last
 * @param secret the credential in one form whatever the text made of it (line breaks of a key left out), so that the same
 *     credential always is the same string; ISO 8859-1, one character a byte
 * @param doubt why it may be no live credential
 */
record SecretMatch(SecretRule rule, int anchor, int start, int end, String secret, Doubt doubt) {
    private static final Comparator<SecretMatch> RANK = Comparator.comparing(SecretMatch::doubt)
            .thenComparingInt(match -> match.rule().rank())
            .thenComparingInt(match -> match.start() - match.end())
            .thenComparingInt(SecretMatch::start)
            .thenComparing(match -> match.rule().id());

    /**
     * Leaves one match a place: the less doubtful one, then that of the more specific rule, then the longer, then the earlier.
     *
     * @param matches of one text, in any order
     * @return in the order of the text, without overlap
     */
    static List<SecretMatch> withoutOverlap(List<SecretMatch> matches) {
        if (matches.size() < 2) { // of most texts
            return List.copyOf(matches);
        }
        List<SecretMatch> ranked = new ArrayList<>(matches);
        ranked.sort(RANK);
        List<SecretMatch> kept = new ArrayList<>();
        for (SecretMatch match : ranked) {
            if (kept.stream().noneMatch(other -> match.start() < other.end() && other.start() < match.end())) {
                kept.add(match);
            }
        }
        kept.sort(Comparator.comparingInt(SecretMatch::start));
        return kept;
    }

    /** Compares field by field: what Java makes for records at run time takes longer to make than a scan compares matches. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretMatch match
                && rule == match.rule
                && anchor == match.anchor
                && start == match.start
                && end == match.end
                && secret.equals(match.secret)
                && doubt == match.doubt;
    }

    @Override
    public int hashCode() {
        return start * 31 + end;
    }

    /** The same match where its surroundings were copied to. */
    SecretMatch movedBy(int distance) {
        return new SecretMatch(rule, anchor + distance, start + distance, end + distance, secret, doubt);
    }

    /** The same credential where its encoded form stands. */
    SecretMatch standingAt(int newAnchor, int newStart, int newEnd) {
        return new SecretMatch(rule, newAnchor, newStart, newEnd, secret, doubt);
    }

    /** The same match with a doubt. */
    SecretMatch doubted(Doubt reason) {
        return new SecretMatch(rule, anchor, start, end, secret, reason);
    }

    /** Says which rule and where, not what. */
    @Override
    public String toString() {
        return "SecretMatch[" + rule.id() + ", " + start + ".." + end + "]";
    }
}
