package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.util.Locale;

/** What may be shown of a credential: the mark that its provider puts on all of that kind, and how long it is. */
final class Mask {
    private Mask() {}

    /**
     * The mask of a credential.
     *
     * @param match the credential
     * @return such as {@code ghp_…(40)}; of a password, whose length would help to guess it, only {@code …}
     */
    static String of(SecretMatch match) {
        SecretRule rule = match.rule();
        if (rule.checks().contains(StructureCheck.PRIVATE_KEY)) {
            return "-----BEGIN…";
        }
        if (rule.checks().contains(StructureCheck.URL_PASSWORD)
                || rule.checks().contains(StructureCheck.PASSWORD)
                || rule.checks().contains(StructureCheck.BASIC_AUTH)) {
            return "…";
        }
        String secret = match.secret();
        for (String keyword : rule.keywords()) {
            if (rule.placement() == SecretRule.Placement.AT
                    && secret.toLowerCase(Locale.ROOT).startsWith(keyword.toLowerCase(Locale.ROOT))
                    && keyword.length() * 2 < secret.length()) {
                return secret.substring(0, keyword.length()) + "…(" + secret.length() + ")";
            }
        }
        return "…(" + secret.length() + ")";
    }
}
