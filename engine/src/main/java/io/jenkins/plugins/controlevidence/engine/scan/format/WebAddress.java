package io.jenkins.plugins.controlevidence.engine.scan.format;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Addresses of pages. */
final class WebAddress {
    private WebAddress() {}

    /** The address without user, query and fragment: those hold what was tried, or a session. */
    @CheckForNull
    static String withoutQuery(@CheckForNull String address) {
        return address == null ? null : address.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//");
    }
}
