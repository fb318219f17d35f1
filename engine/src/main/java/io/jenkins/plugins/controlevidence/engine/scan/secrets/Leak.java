package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.finding.Introduced;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveAnswer;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One credential and where it is and was: what becomes a finding. */
final class Leak {
    /** What rules say that know no single provider. */
    private static final String ANY_PROVIDER = "any";

    private SecretMatch match;
    private final Set<Place> atHead = new LinkedHashSet<>();
    private final Set<Place> before = new LinkedHashSet<>();

    @CheckForNull
    private Introduced introduced;

    Leak(SecretMatch match) {
        this.match = match;
    }

    SecretMatch match() {
        return match;
    }

    /** The same credential elsewhere: if there is less doubt of it there, there is less everywhere. */
    void alsoSeenAs(SecretMatch other) {
        match = other.doubt().compareTo(match.doubt()) < 0 ? other : match;
    }

    /** The commit that brought it in, or null if none that is known. */
    @CheckForNull
    String commit() {
        return introduced == null ? null : introduced.commit();
    }

    /** The places at the head. */
    Set<Place> atHead() {
        return atHead;
    }

    /** Adds a place where a commit brought it in; commits come parents first, so the first is where it came from. */
    void introducedBy(Introduced by, Place place) {
        introduced = introduced == null ? by : introduced;
        before.add(place);
    }

    void isAtHead(Place place) {
        atHead.add(place);
    }

    /** All places, those at the head first. */
    List<Place> places() {
        Set<Place> all = new LinkedHashSet<>(atHead);
        all.addAll(before);
        return new ArrayList<>(all);
    }

    /**
     * As a finding, without the credential.
     *
     * @param places those that count, at least one
     * @param key makes the fingerprint
     * @param note a sentence more for the person who reads it, after a blank; or empty
     * @param live what its provider says of it, or null if it was not asked
     * @return with at most {@link Finding#MAX_LOCATIONS} locations
     */
    Finding toFinding(List<Place> places, FingerprintKey key, String note, @CheckForNull LiveCheck.Result live) {
        SecretRule rule = match.rule();
        boolean there = places.stream().anyMatch(atHead::contains);
        String message = rule.description()
                + (there ? ", still in the files." : ", no longer in the files, but in the history.")
                + " Revoke it at " + (rule.provider().equals(ANY_PROVIDER) ? "whoever issued it" : rule.provider())
                + " (" + rule.help()
                + ") and replace it: removing the line does not revoke it, and whoever has a copy of"
                + " the repository has it."
                + (match.doubt() == Doubt.NONE ? "" : " " + match.doubt().sentence())
                + note
                + (live == null ? "" : live.sentence());
        return new Finding(
                Family.SECRETS,
                SecretScanner.TOOL,
                rule.id(),
                rule.description(),
                severity(live),
                null,
                message,
                places.stream()
                        .limit(Finding.MAX_LOCATIONS)
                        .map(Place::location)
                        .toList(),
                places.size(),
                fingerprint(match, key),
                List.of("CWE-798"),
                rule.help(),
                null,
                Mask.of(match),
                introduced,
                there);
    }

    /** A key that its provider accepts is as bad as can be, whatever the doubt. One that it refuses is not better: it may be another's. */
    private Severity severity(@CheckForNull LiveCheck.Result live) {
        if (live != null && live.answer() == LiveAnswer.ACCEPTED) {
            return Severity.CRITICAL;
        }
        return match.doubt() == Doubt.NONE ? match.rule().severity() : Severity.LOW;
    }

    static String fingerprint(SecretMatch match, FingerprintKey key) {
        return key.fingerprint(match.rule().id(), match.secret());
    }

    /** Says which rule, not what. */
    @Override
    public String toString() {
        return "Leak[" + match + "]";
    }
}
