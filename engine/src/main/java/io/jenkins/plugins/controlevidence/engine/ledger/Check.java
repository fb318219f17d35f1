package io.jenkins.plugins.controlevidence.engine.ledger;

import java.util.Objects;

/**
 * One thing that was looked at in a store.
 *
 * @param name what: {@code checkpoint}, {@code records}, {@code artefacts}, …
 * @param status what came of it
 * @param detail how much was looked at, or what is wrong and where; one line for a person
 */
public record Check(String name, Status status, String detail) {
    /** What came of a check. Any doubt is not {@code VERIFIED}. */
    public enum Status {
        /** It is as it has to be. */
        VERIFIED,
        /** It is not. */
        NOT_VERIFIED,
        /** It could not be looked at. */
        COULD_NOT_CHECK
    }

    /** Rejects null. */
    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    static Check verified(String name, String detail) {
        return new Check(name, Status.VERIFIED, detail);
    }

    static Check notVerified(String name, String detail) {
        return new Check(name, Status.NOT_VERIFIED, detail);
    }

    static Check couldNotCheck(String name, String detail) {
        return new Check(name, Status.COULD_NOT_CHECK, detail);
    }
}
