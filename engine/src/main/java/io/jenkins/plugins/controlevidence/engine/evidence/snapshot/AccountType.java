package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Who stands behind an account. */
public enum AccountType {
    /** Somebody who logs in. */
    @JsonProperty("person")
    PERSON,
    /** A program that acts under a name of its own, such as a GitHub App or the user of a GitLab project token. */
    @JsonProperty("bot")
    BOT,
    /** Credentials for programs without a way to log in, such as an AWS user without a password. */
    @JsonProperty("service")
    SERVICE,
    /** The export does not say. */
    @JsonProperty("unknown")
    UNKNOWN;

    /**
     * The name as it stands in documents.
     *
     * @return the name in lower case
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of that name.
     *
     * @param id as {@link #id()} gives it
     * @return the type
     * @throws IllegalArgumentException if there is none
     */
    public static AccountType byId(String id) {
        for (AccountType type : values()) {
            if (type.id().equals(id)) {
                return type;
            }
        }
        throw new IllegalArgumentException("not one of person, bot, service, unknown");
    }
}
