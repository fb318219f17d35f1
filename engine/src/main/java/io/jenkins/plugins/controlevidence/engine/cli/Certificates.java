package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads the certificates that a command is given. */
final class Certificates {
    private Certificates() {}

    /** All certificates in a file, PEM or DER; at least one. */
    static List<X509Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw new EvidenceException(file + " holds no X.509 certificate: " + e.getMessage(), e);
        }
        throw new EvidenceException(file + " holds no X.509 certificate. Give a PEM or DER file.");
    }
}
