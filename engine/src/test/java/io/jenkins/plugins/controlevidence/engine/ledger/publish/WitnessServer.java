package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.ConsistencyProof;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A witness on this machine, as C2SP tlog-witness has it: it cosigns only what continues what it has seen. */
final class WitnessServer implements AutoCloseable {
    private static final String NAME = "witness.example/w1";

    private final HttpServer server;
    private final KeyPair key;
    private Checkpoint last;

    WitnessServer() throws IOException, GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/w/add-checkpoint", this::addCheckpoint);
        server.start();
    }

    private synchronized void addCheckpoint(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int blank = body.indexOf("\n\n");
        String[] head = body.substring(0, blank).split("\n");
        Checkpoint next = Checkpoint.parse(body.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
        long old = Long.parseLong(head[0].substring("old ".length()));
        long seen = last == null ? 0 : last.size();
        if (old != seen) {
            answer(exchange, 409, seen + "\n");
        } else if (seen > 0 && !continues(next, Arrays.asList(head).subList(1, head.length))) {
            answer(exchange, 422, "");
        } else {
            last = next;
            answer(exchange, 200, "\u2014 stranger.example/w9 AAAAAA==\n" + line(next, 1_772_600_767L));
        }
    }

    private boolean continues(Checkpoint next, List<String> lines) throws StoreException {
        List<byte[]> hashes = new ArrayList<>();
        lines.forEach(line -> hashes.add(Base64.getDecoder().decode(line)));
        return next.size() >= last.size()
                && new ConsistencyProof(last.size(), next.size(), hashes).verify(last.root(), next.root());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A cosignature, by the JDK's Ed25519 and not by ours. */
    private String line(Checkpoint checkpoint, long seconds) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(("cosignature/v1\ntime " + seconds + "\n").getBytes(StandardCharsets.US_ASCII));
            signature.update(checkpoint.signedText());
            byte[] bytes = ByteBuffer.allocate(4 + 8 + 64)
                    .put(hash())
                    .putLong(seconds)
                    .put(signature.sign())
                    .array();
            return "\u2014 " + NAME + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] typedKey() {
        byte[] der = key.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(der, der.length - 33, der.length);
        typed[0] = 4;
        return typed;
    }

    private byte[] hash() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((NAME + "\n").getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(digest.digest(typedKey()), 4);
    }

    /** Its key as a verifier key. */
    String key() throws GeneralSecurityException {
        return NAME + "+" + HexFormat.of().formatHex(hash()) + "+"
                + Base64.getEncoder().encodeToString(typedKey());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
