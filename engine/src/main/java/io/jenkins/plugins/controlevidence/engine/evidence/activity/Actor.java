package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.source.Person;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who did something: a person or a bot, as a platform, a build server or a git commit names them.
 *
 * @param name the name, or what there is instead of one; not blank
 * @param email e-mail address, or null
 * @param account the account on the platform that says so, or null
 * @param type what is known of them; a well-known bot is {@link Type#BOT} whatever was said
 */
public record Actor(
        String name,
        @CheckForNull String email,
        @CheckForNull String account,
        @CheckForNull Type type) {
    /** What an actor is. */
    public enum Type {
        /** A human being. */
        @JsonProperty("person")
        PERSON,
        /** An account that a machine uses. */
        @JsonProperty("bot")
        BOT,
        /** It was not said, and cannot be told. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** Addresses that GitHub makes for accounts that hide theirs: {@code [number+]account@users.noreply.github.com}. */
    private static final Pattern GITHUB_ADDRESS =
            Pattern.compile("(?:[0-9]+[+])?([^@]+)@users[.]noreply[.]github[.]com", Pattern.CASE_INSENSITIVE);

    /** Accounts of apps ({@code name[bot]}) and of GitLab's access tokens. */
    private static final Pattern BOT_ACCOUNT = Pattern.compile(
            ".*\\[bot]|(?:project|group)_[0-9]+_bot(?:_.*)?|service_account_.*", Pattern.CASE_INSENSITIVE);

    /** Addresses in whose name platforms commit by themselves. */
    private static final Pattern BOT_ADDRESS = Pattern.compile(
            "noreply@github[.]com|actions@github[.]com|.*\\[bot]@.*|(?:project|group)_[0-9]+_bot[^@]*@.*",
            Pattern.CASE_INSENSITIVE);

    /** Recognises bots; refuses a blank name. */
    public Actor {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("an actor needs a name");
        }
        if (isBotAccount(name)
                || isBotAccount(account)
                || email != null && BOT_ADDRESS.matcher(email).matches()) {
            type = Type.BOT;
        } else if (type == null) {
            type = Type.UNKNOWN;
        }
    }

    private static boolean isBotAccount(@CheckForNull String account) {
        return account != null && BOT_ACCOUNT.matcher(account.strip()).matches();
    }

    /**
     * Who is named in a git commit: taken for a person unless they are a well-known bot, for git says no more.
     *
     * @param person as the commit names them
     * @return the actor
     */
    public static Actor of(Person person) {
        String email = person.email().isBlank() ? null : person.email();
        String name = !person.name().isBlank() ? person.name() : email == null ? "nobody named" : email;
        return new Actor(name, email, null, Type.PERSON);
    }

    /**
     * Whether two are the same as far as can be told. They are if e-mail address or account agree, or the name does, unless
     * both addresses and both accounts are known and tell them apart: who would approve their own change under a second
     * address, or an account elsewhere, is not let through.
     *
     * @param other somebody
     * @return true if they have to be taken for one
     */
    public boolean isSameAs(Actor other) {
        if (agree(email, other.email) || agree(platformAccount(), other.platformAccount())) {
            return true;
        }
        return !(isFullyKnown() && other.isFullyKnown()) && agree(name, other.name);
    }

    private boolean isFullyKnown() {
        return email != null && account != null;
    }

    /** The account, or the one that the address tells of. */
    @CheckForNull
    private String platformAccount() {
        if (account != null && !account.isBlank()) {
            return account;
        }
        Matcher address = GITHUB_ADDRESS.matcher(email == null ? "" : email);
        return address.matches() ? address.group(1) : null;
    }

    private static boolean agree(@CheckForNull String one, @CheckForNull String other) {
        return one != null && other != null && !one.isBlank() && normal(one).equals(normal(other));
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * For a sentence.
     *
     * @return the name, with the account or else the address
     */
    @Override
    public String toString() {
        String known = account != null ? account : email;
        return known == null || known.equals(name) ? name : name + " (" + known + ")";
    }
}
