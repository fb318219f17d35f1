package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.Set;

/** What a system says to a question that it may also leave open. */
public enum Answer {
    /** It says so. */
    @JsonProperty("yes")
    YES,
    /** It says the contrary. */
    @JsonProperty("no")
    NO,
    /** It does not say. */
    @JsonProperty("unknown")
    UNKNOWN;

    private static final Set<String> YES_WORDS = Set.of("true", "yes", "y", "1", "enabled", "on");
    private static final Set<String> NO_WORDS = Set.of("false", "no", "n", "0", "disabled", "off");

    /**
     * Reads a word of an export. AWS writes {@code N/A}, {@code not_supported} and {@code no_information} where it has no answer;
     * these, an empty cell and any word that is not known are no answer.
     *
     * @param word what stands there, or null if nothing does
     * @return the answer
     */
    static Answer of(@CheckForNull String word) {
        String lower = word == null ? "" : word.strip().toLowerCase(Locale.ROOT);
        return YES_WORDS.contains(lower) ? YES : NO_WORDS.contains(lower) ? NO : UNKNOWN;
    }

    /**
     * The answer of somebody who knows.
     *
     * @param condition whether it is so
     * @return {@link #YES} or {@link #NO}
     */
    static Answer of(boolean condition) {
        return condition ? YES : NO;
    }

    /** The contrary; what is unknown stays so. */
    Answer not() {
        return this == YES ? NO : this == NO ? YES : UNKNOWN;
    }

    /** What two rows about the same account say together: yes if one says so, no if both do. */
    Answer or(Answer other) {
        return this == YES || other == YES ? YES : this == other ? this : UNKNOWN;
    }

    /**
     * The name as it stands in documents.
     *
     * @return {@code yes}, {@code no} or {@code unknown}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The answer of that name.
     *
     * @param id as {@link #id()} gives it
     * @return the answer
     * @throws IllegalArgumentException if there is none
     */
    public static Answer byId(String id) {
        for (Answer answer : values()) {
            if (answer.id().equals(id)) {
                return answer;
            }
        }
        throw new IllegalArgumentException("not one of yes, no, unknown");
    }
}
