package io.jenkins.plugins.controlevidence.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.controlevidence.engine.ledger.OtherTools.Result;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.Publication;
import io.jenkins.plugins.controlevidence.engine.ledger.publish.TimeStampAuthority;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL's time-stamping authority stamps our checkpoints, and OpenSSL verifies what we keep. */
class OpensslTimeStampTest {
    private static final String CONFIGURATION = """
            [req]
            distinguished_name = name
            [name]
            [root]
            basicConstraints = critical,CA:true
            [stamp]
            extendedKeyUsage = critical,timeStamping
            [tsa]
            default_tsa = authority
            [authority]
            serial = serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            """;

    @TempDir
    Path temporary;

    private void openssl(String... arguments) throws Exception {
        Result result = OtherTools.run(
                temporary,
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList());
        assertEquals(0, result.exitCode(), result::output);
    }

    private X509Certificate makeAuthority() throws Exception {
        Files.writeString(temporary.resolve("openssl.cnf"), CONFIGURATION);
        Files.writeString(temporary.resolve("serial"), "01\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "root.key",
                "-out",
                "root.pem",
                "-days",
                "2",
                "-subj",
                "/CN=Root",
                "-config",
                "openssl.cnf",
                "-extensions",
                "root");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "tsa.key",
                "-out",
                "tsa.csr",
                "-subj",
                "/CN=Stamps",
                "-config",
                "openssl.cnf");
        openssl(
                "x509",
                "-req",
                "-in",
                "tsa.csr",
                "-CA",
                "root.pem",
                "-CAkey",
                "root.key",
                "-set_serial",
                "7",
                "-days",
                "2",
                "-extfile",
                "openssl.cnf",
                "-extensions",
                "stamp",
                "-out",
                "tsa.pem");
        try (InputStream in = Files.newInputStream(temporary.resolve("root.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2);
        server.createContext("/", exchange -> {
            Files.write(
                    temporary.resolve("query.tsq"), exchange.getRequestBody().readAllBytes());
            try {
                openssl(
                        "ts",
                        "-reply",
                        "-config",
                        "openssl.cnf",
                        "-section",
                        "authority",
                        "-queryfile",
                        "query.tsq",
                        "-signer",
                        "tsa.pem",
                        "-inkey",
                        "tsa.key",
                        "-out",
                        "reply.tsr");
            } catch (Exception e) {
                throw new IOException(e);
            }
            byte[] reply = Files.readAllBytes(temporary.resolve("reply.tsr"));
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void opensslStampsAndVerifies() throws Exception {
        OtherTools.require("openssl");
        X509Certificate root = makeAuthority();
        HttpServer server = serve();
        Path store = temporary.resolve("store");
        try (Store opened = Store.openOrCreate(store)) {
            StoreFixture.fill(opened, 0, 3);
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            List<Publication.Delivery> deliveries =
                    new Publication(opened, List.of(new TimeStampAuthority(address, Set.of(root)))).run();
            assertTrue(deliveries.get(0).complete(), deliveries::toString);
        } finally {
            server.stop(0);
        }
        List<Check> checks = new StoreVerifier(store, new Trust(null, List.of(), Set.of(root), List.of()), check -> {})
                .verify(Progress.NONE);
        assertTrue(StoreFixture.verified(checks), checks::toString);

        Path stamp = only(store, ".tsr");
        Path note = only(store, ".note");
        Result verified = openssl(note, stamp);
        assertTrue(verified.output().contains("Verification: OK"), verified::output);
        Files.writeString(note, "another", java.nio.file.StandardOpenOption.APPEND);
        assertFalse(openssl(note, stamp).output().contains("Verification: OK"));
    }

    private Result openssl(Path note, Path stamp) throws Exception {
        return OtherTools.run(
                temporary,
                List.of(
                        "openssl",
                        "ts",
                        "-verify",
                        "-data",
                        note.toString(),
                        "-in",
                        stamp.toString(),
                        "-CAfile",
                        "root.pem"));
    }

    private static Path only(Path store, String end) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("checkpoints"))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
