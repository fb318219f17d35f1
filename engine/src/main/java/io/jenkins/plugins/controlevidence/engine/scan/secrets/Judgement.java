package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.google.re2j.Pattern;
import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Tells a credential from what only looks like one, and from one that was evidently made up. */
final class Judgement {
    /** Hosts that are reserved for documentation and tests (RFC 2606). */
    private static final Pattern EXAMPLE_HOST = Pattern.compile(
            "(?i).*@(?:[^@/]*\\.)?(?:example\\.(?:com|org|net|edu)|[a-z0-9-]+\\.(?:example|test|invalid))(?:[:/,].*)?");

    private Judgement() {}

    /**
     * Judges what a rule's pattern matches.
     *
     * @param rule the rule
     * @param anchor index of the keyword's first byte in the text
     * @param start index of the secret's first byte
     * @param end index after its last
     * @param raw the secret as it stands there
     * @param around all that the pattern matches
     * @return null if it is no credential
     */
    @CheckForNull
    static SecretMatch of(SecretRule rule, int anchor, int start, int end, String raw, String around) {
        boolean key = rule.checks().contains(StructureCheck.PRIVATE_KEY);
        String secret = key ? PrivateKeyText.normalise(raw) : raw;
        boolean password = rule.checks().contains(StructureCheck.URL_PASSWORD);
        boolean marked = rule.rank() == 0 && rule.placement() == SecretRule.Placement.AT;
        boolean random = Randomness.entropy(secret) >= rule.entropy();
        boolean madeUp = !random
                || (!key && !rule.monotonous() && isLikeAKey(rule, secret) && Placeholder.isMonotonous(secret))
                || rule.allowed().stream().anyMatch(pattern -> pattern.matches(secret))
                || (password && (Placeholder.isExamplePassword(secret) || EXAMPLE_HOST.matches(around)))
                || PublishedExamples.contains(secret);
        if (password && Placeholder.isVariable(secret)) {
            return null;
        }
        if ((!random && !marked) || (!madeUp && !rule.checks().stream().allMatch(check -> check.holds(secret)))) {
            return null;
        }
        boolean doubtful = rule.doubt() != null && !rule.doubt().holds(secret);
        return new SecretMatch(
                rule, anchor, start, end, secret, madeUp ? Doubt.MADE_UP : doubtful ? Doubt.CHECKSUM : Doubt.NONE);
    }

    /** Of what has only a random look to tell it, words and numbers are no made-up keys either. */
    private static boolean isLikeAKey(SecretRule rule, String secret) {
        return rule.rank() < 2
                || secret.length() >= 16
                        && secret.chars()
                                        .filter(c -> c >= '0' && c <= '9')
                                        .limit(4)
                                        .count()
                                == 4;
    }
}
