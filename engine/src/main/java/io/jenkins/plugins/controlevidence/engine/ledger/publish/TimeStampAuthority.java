package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.ledger.TimeStamp;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** Has checkpoints countersigned with the time by an authority (RFC 3161, over HTTP). */
public final class TimeStampAuthority implements Destination {
    private static final int NONCE_BITS = 64;

    private final URI address;
    private final Set<X509Certificate> trusted;
    private final SecureRandom random = new SecureRandom();

    /**
     * An authority.
     *
     * @param address where it is asked, http or https
     * @param trusted its certificate or those of who vouches for it; none to take any answer that is whole
     * @throws IllegalArgumentException if the address is none, or holds a password
     */
    public TimeStampAuthority(URI address, Set<X509Certificate> trusted) {
        this.address = Web.checked(address);
        this.trusted = Set.copyOf(trusted);
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request = generator.generate(
                NISTObjectIdentifiers.id_sha256, sha256(checkpoint.note()), new BigInteger(NONCE_BITS, random));
        Web.Answer answer = Web.send(Web.request(address)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                .build());
        if (!answer.good()) {
            throw new StoreException(address + " answers " + answer.status()
                    + ". Look whether it is a time-stamping authority's address.");
        }
        TimeStamp.parse(answer.body()).verify(checkpoint.note(), trusted);
        try {
            new TimeStampResponse(answer.body()).validate(request); // that it is the answer to this question: the nonce
        } catch (TSPException e) {
            throw new StoreException(address + " does not answer what it was asked: " + e.getMessage() + ".", e);
        }
        return Optional.of(new Receipt(Receipt.Kind.TSR, Receipt.sender(name()), answer.body()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
