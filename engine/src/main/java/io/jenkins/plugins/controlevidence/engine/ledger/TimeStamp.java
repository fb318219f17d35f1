package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** What a time-stamping authority answered: that something existed at a time (RFC 3161). */
public final class TimeStamp {
    private final TimeStampToken token;
    private final X509Certificate signer;
    private final List<X509Certificate> certificates;

    private TimeStamp(TimeStampToken token, X509Certificate signer, List<X509Certificate> certificates) {
        this.token = token;
        this.signer = signer;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads an answer. Nothing is verified yet: see {@link #verify}.
     *
     * @param response a {@code TimeStampResp} in DER, as {@code openssl ts} writes it
     * @return the time stamp
     * @throws StoreException if it is none, or the authority refused, or its certificate is not in it
     */
    public static TimeStamp parse(byte[] response) throws StoreException {
        try {
            TimeStampResponse parsed = new TimeStampResponse(response);
            TimeStampToken token = parsed.getTimeStampToken();
            if (token == null
                    || (parsed.getStatus() != PKIStatus.GRANTED && parsed.getStatus() != PKIStatus.GRANTED_WITH_MODS)) {
                throw new StoreException("The time-stamping authority refused: status " + parsed.getStatus()
                        + (parsed.getStatusString() == null ? "" : ", " + parsed.getStatusString()) + ".");
            }
            List<X509Certificate> certificates = new ArrayList<>();
            X509Certificate signer = null;
            for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
                X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
                certificates.add(certificate);
                signer = token.getSID().match(holder) ? certificate : signer;
            }
            if (signer == null) {
                throw new StoreException(
                        "The time stamp does not hold its authority's certificate, which was asked for.");
            }
            return new TimeStamp(token, signer, certificates);
        } catch (StoreException e) {
            throw e;
        } catch (TSPException | IOException | GeneralSecurityException | RuntimeException e) {
            // the parser of ASN.1 throws unchecked exceptions of many kinds at malformed bytes
            throw new StoreException("This is no answer of a time-stamping authority: " + e.getMessage() + ".", e);
        }
    }

    /**
     * When the authority saw it.
     *
     * @return UTC, as precise as the authority says it
     */
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /**
     * Whose certificate signed it.
     *
     * @return the subject's distinguished name
     */
    public String authority() {
        return signer.getSubjectX500Principal().getName();
    }

    /**
     * Checks that it is a time stamp of something, signed by the authority that it names.
     *
     * @param data what is to have been stamped
     * @param authorities certificates that are trusted, of the authority itself or of those who vouch for it; if there are none,
     *     whether the authority is one to be trusted is not looked at
     * @throws StoreException if it is of something else, or the signature is wrong, or no trusted certificate vouches for the
     *     authority as of the time that it states
     */
    public void verify(byte[] data, Set<X509Certificate> authorities) throws StoreException {
        if (!token.getTimeStampInfo().getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
                || !Arrays.equals(
                        token.getTimeStampInfo().getMessageImprintDigest(),
                        TreeHash.sha256().digest(data))) {
            throw new StoreException("The time stamp is of something else.");
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            throw new StoreException("The time stamp is not signed by " + authority() + ": " + e.getMessage() + ".", e);
        }
        if (!authorities.isEmpty() && !authorities.contains(signer)) {
            verifyPath(authorities);
        }
    }

    private void verifyPath(Set<X509Certificate> authorities) throws StoreException {
        Set<TrustAnchor> anchors = new HashSet<>();
        authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
            parameters.setRevocationEnabled(false); // verified without a network
            parameters.setDate(Date.from(time()));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "No certificate that was given vouches for the time-stamping authority " + authority() + ": "
                            + e.getMessage() + ".",
                    e);
        }
    }
}
