package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Destination;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.TimeStampAuthority;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A time-stamping authority (RFC 3161) that countersigns checkpoints. */
public final class TimeStampDestination extends CheckpointDestination {
    private final String url;

    @CheckForNull
    private String certificate;

    /**
     * An authority.
     *
     * @param url where it is asked, http or https
     * @throws IllegalArgumentException if the address is none, or holds a password
     */
    @DataBoundConstructor
    public TimeStampDestination(String url) {
        this.url = Addresses.web(url).toString();
    }

    /**
     * Where it is asked.
     *
     * @return http or https
     */
    public String getUrl() {
        return url;
    }

    /**
     * Its certificate, or those of who vouches for it.
     *
     * @return PEM, or null to take any answer that is whole
     */
    @CheckForNull
    public String getCertificate() {
        return certificate;
    }

    /**
     * Says whose answers are trusted.
     *
     * @param certificate PEM, one or more; empty to take any answer that is whole
     * @throws IllegalArgumentException if it is no certificate
     */
    @DataBoundSetter
    public void setCertificate(@CheckForNull String certificate) {
        String text = Util.fixEmptyAndTrim(certificate);
        certificates(text);
        this.certificate = text;
    }

    private static Set<X509Certificate> certificates(@CheckForNull String text) {
        if (text == null) {
            return Set.of();
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toSet());
        } catch (CertificateException e) {
            throw new IllegalArgumentException(Messages.TimeStampDestination_certificate(), e);
        }
    }

    @Override
    public String name() {
        return url;
    }

    @Override
    public Destination destination() {
        return new TimeStampAuthority(Addresses.web(url), certificates(certificate));
    }

    /** Describes it to forms. */
    @Extension
    @Symbol("timeStampAuthority")
    @Restricted(NoExternalUse.class)
    public static final class DescriptorImpl extends Kind {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.TimeStampDestination_DisplayName();
        }
    }
}
