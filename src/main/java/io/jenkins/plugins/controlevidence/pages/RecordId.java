package io.jenkins.plugins.controlevidence.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Id of a record, for a link.
 *
 * @param id leaf hash, lower-case hexadecimal
 */
@Restricted(NoExternalUse.class)
public record RecordId(String id) {
    private static final int SHORT = 12;

    /**
     * The id as far as people read it.
     *
     * @return its first digits
     */
    public String brief() {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
