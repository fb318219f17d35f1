package io.jenkins.plugins.controlevidence.engine.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person can decide on a finding. */
public enum Decision {
    /** The tool is wrong. */
    @JsonProperty("false-positive")
    FALSE_POSITIVE,
    /** It is so, and is lived with until a date. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** It is so, and something else keeps it from doing harm. */
    @JsonProperty("mitigated")
    MITIGATED,
    /** It was put right. */
    @JsonProperty("fixed")
    FIXED;

    /**
     * The name as it stands in records, files and on the command line.
     *
     * @return lower case, such as {@code false-positive}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The decision of that name.
     *
     * @param id as {@link #id()} gives it
     * @return empty if there is none
     */
    public static Optional<Decision> byId(String id) {
        return Arrays.stream(values())
                .filter(decision -> decision.id().equals(id))
                .findFirst();
    }

    /**
     * Whether a finding that is still there can be let pass because of it.
     *
     * @return false for {@link #FIXED}, which only a scan can show
     */
    public boolean canLetPass() {
        return this != FIXED;
    }
}
