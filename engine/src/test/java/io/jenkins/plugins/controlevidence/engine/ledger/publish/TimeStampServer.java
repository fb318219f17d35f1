package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamping authority on this machine, whose certificate a root of its own has issued. */
final class TimeStampServer implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair key;
    private final X509Certificate certificate;
    final X509Certificate root;

    /** When it says that it is. */
    final Instant time = Instant.parse("2026-03-04T05:06:07Z");

    /** Whether it answers at all. */
    volatile boolean up = true;

    /** Whether it stamps something else than it is asked to. */
    volatile boolean wrong;

    private int serial;

    TimeStampServer() throws IOException, GeneralSecurityException, OperatorException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair rootKey = generator.generateKeyPair();
        key = generator.generateKeyPair();
        root = certificate("CN=Root", "CN=Root", rootKey, rootKey, true);
        certificate = certificate("CN=Time stamps", "CN=Root", key, rootKey, false);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/", exchange -> {
            byte[] answer = {};
            int status = 503;
            if (up) {
                try {
                    answer = answer(exchange.getRequestBody().readAllBytes());
                    status = 200;
                } catch (GeneralSecurityException | OperatorException | TSPException e) {
                    status = 500;
                }
            }
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private X509Certificate certificate(String subject, String issuer, KeyPair of, KeyPair by, boolean authority)
            throws IOException, GeneralSecurityException, OperatorException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(++serial),
                Date.from(time.minus(3650, ChronoUnit.DAYS)),
                Date.from(time.plus(36500, ChronoUnit.DAYS)),
                new X500Name(subject),
                of.getPublic());
        if (authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    private byte[] answer(byte[] query) throws IOException, GeneralSecurityException, OperatorException, TSPException {
        TimeStampRequest request = new TimeStampRequest(query);
        if (wrong) {
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            request = generator.generate(request.getMessageImprintAlgOID(), new byte[32], request.getNonce());
        }
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key.getPrivate(), certificate),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
                new ASN1ObjectIdentifier("1.2.3.4"));
        tokens.addCertificates(new JcaCertStore(List.of(certificate)));
        return new TimeStampResponseGenerator(tokens, org.bouncycastle.tsp.TSPAlgorithms.ALLOWED)
                .generate(request, BigInteger.valueOf(++serial), Date.from(time))
                .getEncoded();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
