package io.jenkins.plugins.controlevidence.engine.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of fault a scanner looks for. */
public enum Family {
    /** Credentials in source code. */
    SECRETS,
    /** Faults in our own code, read statically. */
    SAST,
    /** Known vulnerabilities in libraries that we use. */
    SCA,
    /** Faults of the running application. */
    DAST,
    /** Infrastructure and configuration measured against a standard. */
    CONFIGURATION,
    /** The components that something is made of (SBOM). */
    INVENTORY;

    /**
     * The name as it stands in files and on the command line.
     *
     * @return lower case, such as {@code secrets}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The family of that name.
     *
     * @param id as {@link #id()} gives it
     * @return empty if there is none
     */
    public static Optional<Family> byId(String id) {
        return Arrays.stream(values()).filter(family -> family.id().equals(id)).findFirst();
    }
}
