package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the addresses that checkpoints are sent to. */
final class Addresses {
    private Addresses() {}

    /** An address of the web, without a password in it: it is shown on pages and written to logs. */
    static URI web(@CheckForNull String text) {
        URI uri;
        try {
            uri = new URI(Util.fixNull(text).strip());
        } catch (URISyntaxException e) {
            // The cause would repeat the text, which may hold a password.
            throw new IllegalArgumentException(Messages.Addresses_noAddress());
        }
        if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(Messages.Addresses_noAddress());
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(Messages.Addresses_password());
        }
        return uri;
    }
}
