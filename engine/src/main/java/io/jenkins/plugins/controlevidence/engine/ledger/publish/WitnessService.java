package io.jenkins.plugins.controlevidence.engine.ledger.publish;

import io.jenkins.plugins.controlevidence.engine.ledger.KeptCheckpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Ledger;
import io.jenkins.plugins.controlevidence.engine.ledger.Receipt;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.ledger.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Has checkpoints cosigned by a witness (C2SP tlog-witness). */
public final class WitnessService implements Destination {
    private static final int CONFLICT = 409;

    private final URI address;
    private final Witness witness;

    /**
     * A witness.
     *
     * @param address its submission prefix, http or https
     * @param witness its name and key
     * @throws IllegalArgumentException if the address is none, or holds a password
     */
    public WitnessService(URI address, Witness witness) {
        this.address = Web.checked(address);
        this.witness = witness;
    }

    @Override
    public String name() {
        return address.toString();
    }

    /** A witness never goes back: what it has not cosigned in time it never will, and the next one covers it. */
    @Override
    public boolean answers() {
        return false;
    }

    @Override
    public Optional<Receipt> show(KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        if (checkpoint.isAnsweredBy(Receipt.sender(name()))) {
            return Optional.empty();
        }
        Web.Answer answer = ask(0, checkpoint, ledger);
        if (answer.status() == CONFLICT) {
            answer = ask(seen(answer, checkpoint), checkpoint, ledger);
        }
        if (!answer.good()) {
            throw new StoreException(address + " answers " + answer.status() + ": "
                    + switch (answer.status()) {
                        case 403, 404 ->
                            "it does not know this ledger or its key. Give its operator what"
                                    + " `control-evidence key --note` prints.";
                        case CONFLICT, 422 ->
                            "it has seen another history of this ledger. Find out which of the two is"
                                    + " the true one.";
                        default -> "look whether it is a witness's address.";
                    });
        }
        return Optional.of(new Receipt(
                Receipt.Kind.WITNESS,
                Receipt.sender(name()),
                own(checkpoint, new String(answer.body(), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private Web.Answer ask(long old, KeptCheckpoint checkpoint, Ledger ledger) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("old " + old + "\n").getBytes(StandardCharsets.US_ASCII));
        if (old > 0) {
            for (byte[] hash :
                    ledger.consistencyProof(old, checkpoint.checkpoint().size()).hashes()) {
                body.writeBytes((Base64.getEncoder().encodeToString(hash) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        body.write('\n');
        body.writeBytes(checkpoint.note());
        return Web.send(Web.request(URI.create(address.toString().replaceAll("/$", "") + "/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    /** How large the ledger was when the witness saw it last. */
    private long seen(Web.Answer conflict, KeptCheckpoint checkpoint) throws StoreException {
        String size = new String(conflict.body(), StandardCharsets.UTF_8).strip();
        if (!size.matches("[1-9][0-9]{0,17}")) {
            throw new StoreException(address + " does not tell how large the ledger was when it saw it last.");
        }
        if (Long.parseLong(size) > checkpoint.checkpoint().size()) {
            throw new StoreException(address + " has seen this ledger with " + size + " entries, and it has "
                    + checkpoint.checkpoint().size() + ": it was rolled back.");
        }
        return Long.parseLong(size);
    }

    /** The lines that are this witness's: others are not kept, because nobody here could tell whether they are true. */
    private String own(KeptCheckpoint checkpoint, String lines) throws StoreException {
        StringBuilder own = new StringBuilder();
        for (String line : lines.split("\n")) {
            if (witness.cosigned(checkpoint.checkpoint(), line).isPresent()) {
                own.append(line).append('\n');
            }
        }
        if (own.isEmpty()) {
            throw new StoreException(
                    address + " has not signed as " + witness.name() + ". Look whether the key is its.");
        }
        return own.toString();
    }
}
